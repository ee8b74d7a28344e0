<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr">
<context>
    <name>AdminWindow</name>
    <message>
        <source>Starting the server…</source>
        <translation>Démarrage du serveur…</translation>
    </message>
</context>
<context>
    <name>Duplicate</name>
    <message>
        <source>Enrolled already?</source>
        <translation>Déjà inscrit ?</translation>
    </message>
    <message>
        <source>Somebody &amp;else: enrol anyway</source>
        <translation>Quelqu’un d’&amp;autre : inscrire quand même</translation>
    </message>
</context>
<context>
    <name>Pairing</name>
    <message>
        <source>%1 cannot be read: %2.</source>
        <translation>%1 ne peut pas être lu&#xa0;: %2.</translation>
    </message>
    <message>
        <source>%1 holds secrets, and others may read or change it. Make it yours alone (chmod 600), or pair anew if somebody may have seen them.</source>
        <translation>%1 contient des secrets, et d’autres peuvent le lire ou le modifier. Réservez-le à vous seul (chmod 600), ou appairez à nouveau si quelqu’un a pu les voir.</translation>
    </message>
    <message>
        <source>%1 is damaged. Delete it and pair anew.</source>
        <translation>%1 est endommagé. Supprimez-le et appairez à nouveau.</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2.</source>
        <translation>%1 ne peut pas être écrit&#xa0;: %2.</translation>
    </message>
    <message>
        <source>“%1” is not the address of a server. Write for example 192.0.2.7:8443 or https://camera-server.example:8443.</source>
        <translation>«&#xa0;%1&#xa0;» n’est pas l’adresse d’un serveur. Écrivez par exemple 192.0.2.7:8443 ou https://camera-server.example:8443.</translation>
    </message>
    <message>
        <source>“%1” is not the address of a server: it begins with neither https:// nor http://.</source>
        <translation>«&#xa0;%1&#xa0;» n’est pas l’adresse d’un serveur&#xa0;: elle ne commence ni par https:// ni par http://.</translation>
    </message>
    <message>
        <source>A code alone does not say where the server is. Give its address too, or paste the whole link.</source>
        <translation>Un code seul ne dit pas où est le serveur. Indiquez aussi son adresse, ou collez le lien entier.</translation>
    </message>
    <message>
        <source>The server takes no more tries from this address for some minutes.</source>
        <translation>Le serveur n’accepte plus d’essais de cette adresse pendant quelques minutes.</translation>
    </message>
    <message>
        <source>%1 answers, but not as a Rollcall server that can pair cameras (%2). Check the address; an older server has to be updated.</source>
        <translation>%1 répond, mais pas comme un serveur Rollcall qui peut appairer des caméras (%2). Vérifiez l’adresse&#xa0;; un serveur plus ancien doit être mis à jour.</translation>
    </message>
    <message>
        <source>The key store of this system does not answer as it should: %1.</source>
        <translation>Le trousseau de ce système ne répond pas comme il devrait&#xa0;: %1.</translation>
    </message>
    <message>
        <source>the key store of this system</source>
        <translation>le trousseau de ce système</translation>
    </message>
    <message>
        <source>The key store of this system does not answer.</source>
        <translation>Le trousseau de ce système ne répond pas.</translation>
    </message>
</context>
<context>
    <name>PairingClient</name>
    <message>
        <source>The certificate of %1 is not the one that the link names. Take a new link from the server; if that does not help, somebody is in between.</source>
        <translation>Le certificat de %1 n’est pas celui que le lien indique. Prenez un nouveau lien sur le serveur&#xa0;; si cela n’aide pas, quelqu’un s’est interposé.</translation>
    </message>
    <message>
        <source>%1 answers, but not as a Rollcall server does. Check the address.</source>
        <translation>%1 répond, mais pas comme un serveur Rollcall. Vérifiez l’adresse.</translation>
    </message>
    <message>
        <source>The server takes it %1 more times.</source>
        <translation>Le serveur l’accepte encore %1 fois.</translation>
    </message>
    <message>
        <source>The server takes it no more: make another one there.</source>
        <translation>Le serveur ne l’accepte plus&#xa0;: créez-en un autre.</translation>
    </message>
    <message>
        <source>This is not the code that the server made. Compare it with what the server shows. %1 If the code is right, somebody is between this machine and the server.</source>
        <translation>Ce n’est pas le code que le serveur a créé. Comparez-le avec ce que le serveur affiche. %1 Si le code est bon, quelqu’un s’est interposé entre cette machine et le serveur.</translation>
    </message>
    <message>
        <source>What %1 gave cannot be used: it was altered on its way. Make another code and try again.</source>
        <translation>Ce que %1 a fourni est inutilisable&#xa0;: cela a été modifié en chemin. Créez un autre code et réessayez.</translation>
    </message>
    <message>
        <source>Nothing answers at %1. Is rollcall-server running there, and does it listen to other machines (--listen 0.0.0.0)?</source>
        <translation>Rien ne répond à %1. rollcall-server y tourne-t-il, et écoute-t-il les autres machines (--listen 0.0.0.0)&#xa0;?</translation>
    </message>
    <message>
        <source>The name %1 is not known to this network. Check the address.</source>
        <translation>Le nom %1 est inconnu de ce réseau. Vérifiez l’adresse.</translation>
    </message>
    <message>
        <source>%1 did not answer in time. Check the address and the firewall between.</source>
        <translation>%1 n’a pas répondu à temps. Vérifiez l’adresse et le pare-feu intermédiaire.</translation>
    </message>
    <message>
        <source>%1 answers, but TLS could not be agreed with it: %2. Check the address and the port.</source>
        <translation>%1 répond, mais TLS n’a pas pu être établi&#xa0;: %2. Vérifiez l’adresse et le port.</translation>
    </message>
    <message>
        <source>%1 closed the connection without an answer. Check the address and the port; a server that is full does so too.</source>
        <translation>%1 a fermé la connexion sans répondre. Vérifiez l’adresse et le port&#xa0;; un serveur plein le fait aussi.</translation>
    </message>
    <message>
        <source>%1 cannot be reached: %2.</source>
        <translation>%1 est injoignable&#xa0;: %2.</translation>
    </message>
</context>
<context>
    <name>PhotoWords</name>
    <message>
        <source>Nobody is in the picture</source>
        <translation>Personne n’est dans l’image</translation>
    </message>
    <message>
        <source>More than one person is in the picture</source>
        <translation>Plus d’une personne est dans l’image</translation>
    </message>
    <message>
        <source>Come nearer</source>
        <translation>Approchez-vous</translation>
    </message>
    <message>
        <source>Move to the middle of the picture</source>
        <translation>Placez-vous au milieu de l’image</translation>
    </message>
    <message>
        <source>Too dark: turn on a light or face the window</source>
        <translation>Trop sombre : allumez une lampe ou tournez-vous vers la fenêtre</translation>
    </message>
    <message>
        <source>Too bright: turn away from the light</source>
        <translation>Trop clair : détournez-vous de la lumière</translation>
    </message>
    <message>
        <source>Hold still</source>
        <translation>Ne bougez plus</translation>
    </message>
    <message>
        <source>Look straight into the camera</source>
        <translation>Regardez droit dans la caméra</translation>
    </message>
    <message>
        <source>Turn your head a little to your left</source>
        <translation>Tournez un peu la tête vers votre gauche</translation>
    </message>
    <message>
        <source>Turn your head a little to your right</source>
        <translation>Tournez un peu la tête vers votre droite</translation>
    </message>
    <message>
        <source>Turned too far: look towards the camera</source>
        <translation>Trop tourné : regardez vers la caméra</translation>
    </message>
    <message>
        <source>Somebody else is in the picture</source>
        <translation>Quelqu’un d’autre est dans l’image</translation>
    </message>
    <message>
        <source>That is enough</source>
        <translation>Cela suffit</translation>
    </message>
    <message>
        <source>This file is no picture. Choose a JPEG, PNG, WebP or BMP file.</source>
        <translation>Ce fichier n’est pas une image. Choisissez un fichier JPEG, PNG, WebP ou BMP.</translation>
    </message>
    <message>
        <source>This picture is too large. Choose a smaller one.</source>
        <translation>Cette image est trop grande. Choisissez-en une plus petite.</translation>
    </message>
    <message>
        <source>No face was found. Choose a photo that shows the face from the front, large and well lit.</source>
        <translation>Aucun visage trouvé. Choisissez une photo du visage de face, grand et bien éclairé.</translation>
    </message>
    <message>
        <source>It shows several faces. Choose one with this person alone.</source>
        <translation>Elle montre plusieurs visages. Choisissez-en une avec cette personne seule.</translation>
    </message>
    <message>
        <source>The face is too small. Choose a photo from nearer.</source>
        <translation>Le visage est trop petit. Choisissez une photo prise de plus près.</translation>
    </message>
    <message>
        <source>The face is cut off at the edge.</source>
        <translation>Le visage est coupé au bord.</translation>
    </message>
    <message>
        <source>The face is too dark.</source>
        <translation>Le visage est trop sombre.</translation>
    </message>
    <message>
        <source>The face is too bright.</source>
        <translation>Le visage est trop clair.</translation>
    </message>
    <message>
        <source>The face is blurred.</source>
        <translation>Le visage est flou.</translation>
    </message>
    <message>
        <source>The face is turned away. Choose a photo from the front.</source>
        <translation>Le visage est détourné. Choisissez une photo de face.</translation>
    </message>
    <message>
        <source>It shows somebody else than the other photos. Leave it out, or remove the others.</source>
        <translation>Elle montre quelqu’un d’autre que les autres photos. Écartez-la, ou retirez les autres.</translation>
    </message>
    <message>
        <source>The photos seem to show different people. Choose photos of one person.</source>
        <translation>Les photos semblent montrer des personnes différentes. Choisissez des photos d’une seule personne.</translation>
    </message>
    <message>
        <source>The server is busy. Try again in a moment.</source>
        <translation>Le serveur est occupé. Réessayez dans un instant.</translation>
    </message>
    <message>
        <source>This looks like somebody who is enrolled already: %1.</source>
        <translation>Cela ressemble à quelqu’un qui est déjà inscrit : %1.</translation>
    </message>
</context>
<context>
    <name>Server</name>
    <message>
        <source>Somebody else changed this meanwhile. Nothing was overwritten: look at what it is now, then decide again.</source>
        <translation>Quelqu’un d’autre a modifié ceci entre-temps. Rien n’a été écrasé : voyez ce qu’il en est, puis décidez de nouveau.</translation>
    </message>
    <message>
        <source>You are not signed in, or the session is over. Sign in again.</source>
        <translation>Vous n’êtes pas connecté, ou la session est terminée. Connectez-vous de nouveau.</translation>
    </message>
    <message>
        <source>Your account may not do this. Ask an administrator.</source>
        <translation>Votre compte n’a pas ce droit. Demandez à un administrateur.</translation>
    </message>
    <message>
        <source>The server answered %1 and did not say why.</source>
        <translation>Le serveur a répondu %1 sans dire pourquoi.</translation>
    </message>
</context>
<context>
    <name>Servers</name>
    <message>
        <source>“%1” is not the address of a server. Write for example 192.0.2.7:8443 or https://rollcall.example:8443.</source>
        <translation>« %1 » n’est pas l’adresse d’un serveur. Écrivez par exemple 192.0.2.7:8443 ou https://rollcall.example:8443.</translation>
    </message>
    <message>
        <source>“%1” is not the address of a server: it begins with neither https:// nor http://.</source>
        <translation>« %1 » n’est pas l’adresse d’un serveur : elle ne commence ni par https:// ni par http://.</translation>
    </message>
</context>
<context>
    <name>Tile</name>
    <message>
        <source>Unknown</source>
        <translation>Inconnu</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>no check-in seen</source>
        <translation>aucune arrivée vue</translation>
    </message>
    <message>
        <source>no check-out seen</source>
        <translation>aucun départ vu</translation>
    </message>
    <message>
        <source>closed by rule</source>
        <translation>clos par règle</translation>
    </message>
    <message>
        <source>an in without an out</source>
        <translation>une arrivée sans départ</translation>
    </message>
    <message>
        <source>seen outside the hours</source>
        <translation>vu hors horaires</translation>
    </message>
    <message>
        <source>very short</source>
        <translation>très court</translation>
    </message>
    <message>
        <source>worked on a holiday</source>
        <translation>travail un jour férié</translation>
    </message>
    <message>
        <source>worked on a day off</source>
        <translation>travail un jour de repos</translation>
    </message>
    <message>
        <source>corrected</source>
        <translation>corrigé</translation>
    </message>
    <message>
        <source>excused</source>
        <translation>excusé</translation>
    </message>
    <message>
        <source>absent</source>
        <translation>absent</translation>
    </message>
    <message>
        <source>half day</source>
        <translation>demi-journée</translation>
    </message>
    <message>
        <source>day off</source>
        <translation>jour de repos</translation>
    </message>
    <message>
        <source>holiday</source>
        <translation>jour férié</translation>
    </message>
    <message>
        <source>present</source>
        <translation>présent</translation>
    </message>
    <message>
        <source>here</source>
        <translation>présent</translation>
    </message>
    <message>
        <source>was here</source>
        <translation>était là</translation>
    </message>
    <message>
        <source>left</source>
        <translation>parti</translation>
    </message>
    <message>
        <source>late</source>
        <translation>en retard</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>pas encore</translation>
    </message>
    <message>
        <source>left early</source>
        <translation>parti tôt</translation>
    </message>
    <message>
        <source>exception</source>
        <translation>exception</translation>
    </message>
    <message>
        <source>no schedule</source>
        <translation>sans planning</translation>
    </message>
    <message>
        <source>%1, suggested</source>
        <translation>%1, suggéré</translation>
    </message>
    <message>
        <source>late by %1</source>
        <translation>%1 de retard</translation>
    </message>
    <message>
        <source>left %1 early</source>
        <translation>parti %1 trop tôt</translation>
    </message>
    <message>
        <source>%1 overtime</source>
        <translation>%1 d’heures supplémentaires</translation>
    </message>
    <message>
        <source>%1 of %2 here</source>
        <translation>%1 sur %2 présents</translation>
    </message>
    <message>
        <source>%1 of %2 were here</source>
        <translation>%1 sur %2 étaient présents</translation>
    </message>
    <message>
        <source>%1 here</source>
        <translation>%1 présents</translation>
    </message>
    <message>
        <source>%1 were here</source>
        <translation>%1 étaient présents</translation>
    </message>
    <message>
        <source>%1 late</source>
        <translation>%1 en retard</translation>
    </message>
    <message>
        <source>%1 absent</source>
        <translation>%1 absents</translation>
    </message>
    <message>
        <source>%1 not yet</source>
        <translation>%1 pas encore là</translation>
    </message>
    <message>
        <source>%1 excused</source>
        <translation>%1 excusés</translation>
    </message>
    <message numerus="yes">
        <source>%n camera(s) away</source>
        <translation>
            <numerusform>%n caméra hors ligne</numerusform>
            <numerusform>%n caméras hors ligne</numerusform>
        </translation>
    </message>
    <message>
        <source>The whole day was %1</source>
        <translation>Toute la journée était : %1</translation>
    </message>
    <message>
        <source>A sighting does not count</source>
        <translation>Une observation ne compte pas</translation>
    </message>
    <message>
        <source>An earlier correction was withdrawn</source>
        <translation>Une correction antérieure a été retirée</translation>
    </message>
    <message>
        <source>Came at %1</source>
        <translation>Arrivée à %1</translation>
    </message>
    <message>
        <source>Left at %1</source>
        <translation>Départ à %1</translation>
    </message>
    <message>
        <source>live</source>
        <translation>en direct</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>en pause</translation>
    </message>
    <message>
        <source>connecting</source>
        <translation>connexion</translation>
    </message>
    <message>
        <source>away</source>
        <translation>hors ligne</translation>
    </message>
    <message>
        <source>away since %1</source>
        <translation>hors ligne depuis %1</translation>
    </message>
    <message>
        <source>Administrator</source>
        <translation>Administrateur</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>Opérateur</translation>
    </message>
    <message>
        <source>Viewer</source>
        <translation>Lecteur</translation>
    </message>
    <message>
        <source>the file %1, which only you can read</source>
        <translation>le fichier %1, que vous seul pouvez lire</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2.</source>
        <translation>%1 ne peut pas être lu&#xa0;: %2.</translation>
    </message>
    <message>
        <source>%1 is damaged; a copy is kept as %2. What cannot be read of it has to be paired anew.</source>
        <translation>%1 est endommagé&#xa0;; une copie est conservée sous %2. Ce qui n’en est pas lisible doit être appairé à nouveau.</translation>
    </message>
    <message>
        <source>%1 is damaged. What cannot be read of it has to be paired anew.</source>
        <translation>%1 est endommagé. Ce qui n’en est pas lisible doit être appairé à nouveau.</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2.</source>
        <translation>%1 ne peut pas être écrit&#xa0;: %2.</translation>
    </message>
    <message>
        <source>The token of %1 is not where it was kept. Pair this camera again.</source>
        <translation>Le jeton de %1 n’est plus là où il était. Appairez à nouveau cette caméra.</translation>
    </message>
    <message>
        <source>none is used on this machine</source>
        <translation>aucun n’est utilisé sur cette machine</translation>
    </message>
</context>
<context>
    <name>rollcall::admin::AccountsTab</name>
    <message>
        <source>all cameras</source>
        <translation>toutes les caméras</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rôle</translation>
    </message>
    <message>
        <source>Cameras</source>
        <translation>Caméras</translation>
    </message>
    <message>
        <source>Last sign-in</source>
        <translation>Dernière connexion</translation>
    </message>
    <message>
        <source>never</source>
        <translation>jamais</translation>
    </message>
    <message>
        <source>Viewer: looks and changes nothing</source>
        <translation>Lecteur : regarde et ne change rien</translation>
    </message>
    <message>
        <source>Operator: people, register and cameras</source>
        <translation>Opérateur : personnes, registre et caméras</translation>
    </message>
    <message>
        <source>Administrator: everything, settings and accounts too</source>
        <translation>Administrateur : tout, réglages et comptes aussi</translation>
    </message>
    <message>
        <source>No account yet.
Until the first one is made, whoever uses the server&apos;s own machine may do everything.</source>
        <translation>Aucun compte pour l’instant.
Tant que le premier n’existe pas, quiconque utilise la machine du serveur peut tout faire.</translation>
    </message>
    <message>
        <source>&amp;New account…</source>
        <translation>&amp;Nouveau compte…</translation>
    </message>
    <message>
        <source>&amp;Change…</source>
        <translation>&amp;Modifier…</translation>
    </message>
    <message>
        <source>Set &amp;password…</source>
        <translation>&amp;Définir le mot de passe…</translation>
    </message>
    <message>
        <source>&amp;Remove…</source>
        <translation>&amp;Retirer…</translation>
    </message>
    <message>
        <source>New account</source>
        <translation>Nouveau compte</translation>
    </message>
    <message>
        <source>&amp;Create account</source>
        <translation>&amp;Créer le compte</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Nom</translation>
    </message>
    <message>
        <source>&amp;Role</source>
        <translation>&amp;Rôle</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>Mot de &amp;passe</translation>
    </message>
    <message>
        <source>At least 8 characters. A few words are good.</source>
        <translation>Au moins 8 caractères. Quelques mots conviennent bien.</translation>
    </message>
    <message>
        <source>%1 can sign in now.</source>
        <translation>%1 peut maintenant se connecter.</translation>
    </message>
    <message>
        <source>Change account</source>
        <translation>Modifier le compte</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Enregistrer</translation>
    </message>
    <message>
        <source>%1 is changed.</source>
        <translation>%1 est modifié.</translation>
    </message>
    <message>
        <source>New password for %1</source>
        <translation>Nouveau mot de passe pour %1</translation>
    </message>
    <message>
        <source>&amp;Set password</source>
        <translation>&amp;Définir le mot de passe</translation>
    </message>
    <message>
        <source>New &amp;password</source>
        <translation>&amp;Nouveau mot de passe</translation>
    </message>
    <message>
        <source>%1 has a new password and is signed out everywhere.</source>
        <translation>%1 a un nouveau mot de passe et est déconnecté partout.</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>Supprimer %1</translation>
    </message>
    <message>
        <source>&amp;Remove account</source>
        <translation>&amp;Retirer le compte</translation>
    </message>
    <message>
        <source>They are signed out at once and cannot sign in again. What they did stays in the audit log under their name.</source>
        <translation>Ils sont déconnectés aussitôt et ne peuvent plus se connecter. Ce qu’ils ont fait reste dans le journal d’audit à leur nom.</translation>
    </message>
    <message>
        <source>&amp;Type the name to go on</source>
        <translation>&amp;Saisissez le nom pour continuer</translation>
    </message>
    <message>
        <source>%1 is removed.</source>
        <translation>%1 est supprimé.</translation>
    </message>
    <message>
        <source>Somebody else changed this account in the meantime; yours is not saved. It is now: %1, %2. Save again to put yours in its place, or close this to keep theirs.</source>
        <translation>Quelqu’un d’autre a modifié ce compte entre-temps ; le vôtre n’est pas enregistré. C’est maintenant : %1, %2. Enregistrez de nouveau pour mettre le vôtre à la place, ou fermez pour garder l’autre.</translation>
    </message>
    <message>
        <source>Accounts and roles</source>
        <translation>Comptes et rôles</translation>
    </message>
</context>
<context>
    <name>rollcall::admin::AdminWindow</name>
    <message>
        <source>Today</source>
        <translation>Aujourd’hui</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Direct</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personnes</translation>
    </message>
    <message>
        <source>Unknown faces</source>
        <translation>Visages inconnus</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>Rapports</translation>
    </message>
    <message>
        <source>Cameras</source>
        <translation>Caméras</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Réglages</translation>
    </message>
    <message>
        <source>Rollcall</source>
        <translation>Rollcall</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Pages</translation>
    </message>
    <message>
        <source>Search people and cameras (Ctrl+K)</source>
        <translation>Chercher des personnes et des caméras (Ctrl+K)</translation>
    </message>
    <message>
        <source>Search people and cameras</source>
        <translation>Chercher des personnes et des caméras</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Fichier</translation>
    </message>
    <message>
        <source>&amp;Another server…</source>
        <translation>&amp;Autre serveur…</translation>
    </message>
    <message>
        <source>&amp;Sign out</source>
        <translation>&amp;Se déconnecter</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Quitter</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Affichage</translation>
    </message>
    <message>
        <source>Full &amp;screen</source>
        <translation>&amp;Plein écran</translation>
    </message>
    <message>
        <source>S&amp;earch</source>
        <translation>&amp;Chercher</translation>
    </message>
    <message>
        <source>&amp;Look</source>
        <translation>&amp;Apparence</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>&amp;Comme le système</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Clair</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Sombre</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Aide</translation>
    </message>
    <message>
        <source>&amp;Help for this page</source>
        <translation>&amp;Aide de cette page</translation>
    </message>
    <message>
        <source>&amp;About Rollcall</source>
        <translation>À &amp;propos de Rollcall</translation>
    </message>
    <message>
        <source>Connecting to %1…</source>
        <translation>Connexion à %1…</translation>
    </message>
    <message>
        <source>The server does not take this token: it was revoked or is over.</source>
        <translation>Le serveur refuse ce jeton : il a été révoqué ou a expiré.</translation>
    </message>
    <message>
        <source>The token is kept in %1.</source>
        <translation>Le jeton est conservé dans : %1.</translation>
    </message>
    <message>
        <source>API token</source>
        <translation>Jeton d’API</translation>
    </message>
    <message>
        <source>Connected to %1</source>
        <translation>Connecté à %1</translation>
    </message>
    <message>
        <source>No news from %1; trying again</source>
        <translation>Pas de nouvelles de %1 ; nouvel essai</translation>
    </message>
    <message>
        <source>The help is not installed. It is docs/admin-window.md of the source.</source>
        <translation>L’aide n’est pas installée. Elle se trouve dans docs/admin-window.md des sources.</translation>
    </message>
    <message>
        <source>About Rollcall</source>
        <translation>À propos de Rollcall</translation>
    </message>
    <message>
        <source>Rollcall %1
Turns cameras into an attendance register.

Free software under the GNU General Public License, version 3 or later.</source>
        <translation>Rollcall %1
Transforme des caméras en registre de présence.

Logiciel libre sous licence GNU General Public License, version 3 ou ultérieure.</translation>
    </message>
    <message numerus="yes">
        <source>%n alert(s)</source>
        <translation>
            <numerusform>%n alerte</numerusform>
            <numerusform>%n alertes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rollcall::admin::AlarmList</name>
    <message>
        <source>%1 is away</source>
        <translation>%1 est hors ligne</translation>
    </message>
    <message>
        <source>%1 is late</source>
        <translation>%1 est en retard</translation>
    </message>
    <message>
        <source>%1 is absent</source>
        <translation>%1 est absent</translation>
    </message>
    <message>
        <source>&amp;Acknowledge</source>
        <translation>&amp;Prendre en charge</translation>
    </message>
    <message>
        <source>acknowledged by %1</source>
        <translation>prise en charge par %1</translation>
    </message>
    <message>
        <source>An unknown face at %1</source>
        <translation>Un visage inconnu devant %1</translation>
    </message>
    <message>
        <source>The register is not available</source>
        <translation>Le registre n’est pas disponible</translation>
    </message>
    <message>
        <source>The disk is nearly full</source>
        <translation>Le disque est presque plein</translation>
    </message>
    <message>
        <source>Sightings wait for the database</source>
        <translation>Des observations attendent la base</translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s) after the start</source>
        <translation>
            <numerusform>%n minute après le début</numerusform>
            <numerusform>%n minutes après le début</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 are free.</source>
        <translation>%1 sont libres.</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>Alertes</translation>
    </message>
    <message>
        <source>Nothing is open</source>
        <translation>Aucune alerte ouverte</translation>
    </message>
</context>
<context>
    <name>rollcall::admin::CameraChoice</name>
    <message>
        <source>&amp;All cameras, people and the register</source>
        <translation>&amp;Toutes les caméras, les personnes et le registre</translation>
    </message>
    <message>
        <source>Cameras</source>
        <translation>Caméras</translation>
    </message>
</context>
<context>
    <name>rollcall::admin::CameraPlots</name>
    <message>
        <source>The last two minutes</source>
        <translation>Les deux dernières minutes</translation>
    </message>
    <message>
        <source>Bitrate</source>
        <translation>Débit</translation>
    </message>
    <message>
        <source>Frames a second</source>
        <translation>Images par seconde</translation>
    </message>
    <message>
        <source>Latency, from the camera to here</source>
        <translation>Latence, de la caméra jusqu’ici</translation>
    </message>
    <message>
        <source>Round trip</source>
        <translation>Aller-retour</translation>
    </message>
    <message>
        <source>Lost packets</source>
        <translation>Paquets perdus</translation>
    </message>
</context>
<context>
    <name>rollcall::admin::CameraTile</name>
    <message>
        <source>Camera %1, %2</source>
        <translation>Caméra %1, %2</translation>
    </message>
    <message>
        <source>no connection to the server</source>
        <translation>pas de connexion au serveur</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>en pause</translation>
    </message>
    <message>
        <source>connecting</source>
        <translation>connexion</translation>
    </message>
    <message>
        <source>live</source>
        <translation>en direct</translation>
    </message>
    <message>
        <source>no picture: %1</source>
        <translation>pas d’image : %1</translation>
    </message>
    <message>
        <source>away</source>
        <translation>hors ligne</translation>
    </message>
    <message>
        <source>away since %1</source>
        <translation>hors ligne depuis %1</translation>
    </message>
</context>
<context>
    <name>rollcall::admin::CamerasPage</name>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>State</source>
        <translation>État</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Taille</translation>
    </message>
    <message>
        <source>Bitrate</source>
        <translation>Débit</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>Latence</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>Identifiant</translation>
    </message>
    <message>
        <source>Show &amp;large</source>
        <translation>Voir en &amp;grand</translation>
    </message>
    <message>
        <source>&amp;Revoke…</source>
        <translation>&amp;Révoquer…</translation>
    </message>
    <message>
        <source>No camera has connected yet.
Pairing gives a camera the right to send its picture here.</source>
        <translation>Aucune caméra ne s’est encore connectée.
L’association donne à une caméra le droit d’envoyer son image ici.</translation>
    </message>
    <message>
        <source>&amp;Pair a camera…</source>
        <translation>&amp;Associer une caméra…</translation>
    </message>
    <message>
        <source>Revoke</source>
        <translation>Révoquer</translation>
    </message>
    <message>
        <source>Revoke “%1”?</source>
        <translation>Révoquer « %1 » ?</translation>
    </message>
    <message>
        <source>Its stream ends at once and it may not connect again until it is paired anew. What it saw stays in the register.</source>
        <translation>Son flux s’arrête aussitôt et elle ne pourra se reconnecter qu’après une nouvelle association. Ce qu’elle a vu reste dans le registre.</translation>
    </message>
    <message>
        <source>&amp;Revoke</source>
        <translation>&amp;Révoquer</translation>
    </message>
    <message>
        <source>%1 was revoked.</source>
        <translation>%1 a été révoquée.</translation>
    </message>
    <message>
        <source>Re&amp;name…</source>
        <translation>Re&amp;nommer…</translation>
    </message>
    <message>
        <source>&amp;Forget this camera…</source>
        <translation>&amp;Oublier cette caméra…</translation>
    </message>
    <message>
        <source>The camera is called as it calls itself.</source>
        <translation>La caméra porte le nom qu’elle se donne.</translation>
    </message>
    <message>
        <source>The camera is called %1 now.</source>
        <translation>La caméra s’appelle maintenant %1.</translation>
    </message>
    <message>
        <source>Forget camera</source>
        <translation>Oublier la caméra</translation>
    </message>
    <message>
        <source>Forget “%1”?</source>
        <translation>Oublier « %1 » ?</translation>
    </message>
    <message>
        <source>Its stream ends at once, it has to be paired anew to come back, and it is no longer listed. What it saw stays in the register.</source>
        <translation>Son image s’arrête aussitôt, elle doit être appairée à nouveau pour revenir, et elle ne figure plus dans la liste. Ce qu’elle a vu reste dans le registre.</translation>
    </message>
    <message>
        <source>&amp;Forget camera</source>
        <translation>&amp;Oublier la caméra</translation>
    </message>
    <message>
        <source>%1 is forgotten.</source>
        <translation>%1 est oubliée.</translation>
    </message>
    <message>
        <source>Frames a second</source>
        <translation>Images par seconde</translation>
    </message>
    <message>
        <source>Lost packets</source>
        <translation>Paquets perdus</translation>
    </message>
    <message>
        <source>Cameras</source>
        <translation>Caméras</translation>
    </message>
</context>
<context>
    <name>rollcall::admin::Connection</name>
    <message numerus="yes">
        <source>Try again in %n second(s).</source>
        <translation>
            <numerusform>Réessayez dans %n seconde.</numerusform>
            <numerusform>Réessayez dans %n secondes.</numerusform>
        </translation>
    </message>
    <message>
        <source>The name or the password is wrong. Check both; upper and lower case count in the password.</source>
        <translation>Le nom ou le mot de passe est faux. Vérifiez les deux ; les majuscules comptent dans le mot de passe.</translation>
    </message>
</context>
<context>
    <name>rollcall::admin::CorrectDialog</name>
    <message>
        <source>Correct %1</source>
        <translation>Corriger %1</translation>
    </message>
    <message>
        <source>&amp;Save correction</source>
        <translation>&amp;Enregistrer la correction</translation>
    </message>
    <message>
        <source>Came at</source>
        <translation>Arrivée à</translation>
    </message>
    <message>
        <source>Left at</source>
        <translation>Départ à</translation>
    </message>
    <message>
        <source>The whole day was</source>
        <translation>La journée entière :</translation>
    </message>
    <message>
        <source>excused</source>
        <translation>excusé</translation>
    </message>
    <message>
        <source>absent</source>
        <translation>absent</translation>
    </message>
    <message>
        <source>present</source>
        <translation>présent</translation>
    </message>
    <message>
        <source>half day</source>
        <translation>demi-journée</translation>
    </message>
    <message>
        <source>day off</source>
        <translation>jour de repos</translation>
    </message>
    <message>
        <source>holiday</source>
        <translation>jour férié</translation>
    </message>
    <message>
        <source>For example: came by the back door</source>
        <translation>Par exemple : arrivée par la porte arrière</translation>
    </message>
    <message>
        <source>&amp;What</source>
        <translation>&amp;Quoi</translation>
    </message>
    <message>
        <source>&amp;Time</source>
        <translation>&amp;Heure</translation>
    </message>
    <message>
        <source>S&amp;tatus</source>
        <translation>&amp;Statut</translation>
    </message>
    <message>
        <source>&amp;Reason</source>
        <translation>&amp;Raison</translation>
    </message>
    <message>
        <source>Say why, so that others can follow it.</source>
        <translation>Dites pourquoi, pour que d’autres puissent le comprendre.</translation>
    </message>
    <message>
        <source>Somebody else corrected this day in the meantime. Yours is not saved. Save again to add it to theirs, or close this to keep theirs alone.</source>
        <translation>Quelqu’un d’autre a corrigé ce jour entre-temps. La vôtre n’est pas enregistrée. Enregistrez de nouveau pour l’ajouter, ou fermez pour garder seulement l’autre.</translation>
    </message>
    <message>
        <source>Enter a time.</source>
        <translation>Indiquez une heure.</translation>
    </message>
</context>
<context>
    <name>rollcall::admin::CorrectionList</name>
    <message>
        <source>&amp;Withdraw…</source>
        <translation>&amp;Retirer…</translation>
    </message>
    <message>
        <source>Corrections</source>
        <translation>Corrections</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>withdrawn</source>
        <translation>retiré</translation>
    </message>
    <message>
        <source>Withdraw this correction</source>
        <translation>Retirer cette correction</translation>
    </message>
    <message>
        <source>&amp;Withdraw</source>
        <translation>&amp;Retirer</translation>
    </message>
    <message>
        <source>&amp;Reason</source>
        <translation>R&amp;aison</translation>
    </message>
    <message>
        <source>Say why, so that others can follow it.</source>
        <translation>Dites pourquoi, pour que d’autres puissent le comprendre.</translation>
    </message>
</context>
<context>
    <name>rollcall::admin::DayPanel</name>
    <message>
        <source>This &amp;is them</source>
        <translation>C’est &amp;bien cette personne</translation>
    </message>
    <message>
        <source>This is &amp;not them</source>
        <translation>Ce n’est &amp;pas cette personne</translation>
    </message>
    <message>
        <source>Sightings of this day</source>
        <translation>Observations de ce jour</translation>
    </message>
    <message>
        <source>Choose a row to see when and where the person was seen.</source>
        <translation>Choisissez une ligne pour voir quand et où la personne a été vue.</translation>
    </message>
    <message>
        <source>suggested</source>
        <translation>suggéré</translation>
    </message>
    <message>
        <source>not them</source>
        <translation>quelqu’un d’autre</translation>
    </message>
    <message>
        <source>No camera saw this person on this day.</source>
        <translation>Aucune caméra n’a vu cette personne ce jour-là.</translation>
    </message>
    <message>
        <source>No picture is kept.</source>
        <translation>Aucune image conservée.</translation>
    </message>
</context>
<context>
    <name>rollcall::admin::Download</name>
    <message>
        <source>The server is making the file…</source>
        <translation>Le serveur prépare le fichier…</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Annuler</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2.</source>
        <translation>%1 ne peut pas être écrit : %2.</translation>
    </message>
    <message>
        <source>The download was cancelled.</source>
        <translation>Le téléchargement a été annulé.</translation>
    </message>
    <message>
        <source>%1 so far</source>
        <translation>%1 pour l’instant</translation>
    </message>
</context>
<context>
    <name>rollcall::admin::EncodingPanel</name>
    <message>
        <source>&amp;Apply</source>
        <translation>&amp;Appliquer</translation>
    </message>
    <message>
        <source>&amp;Resume</source>
        <translation>&amp;Reprendre</translation>
    </message>
    <message>
        <source>Pa&amp;use</source>
        <translation>&amp;Mettre en pause</translation>
    </message>
    <message>
        <source>Asking the camera…</source>
        <translation>Demande à la caméra…</translation>
    </message>
    <message>
        <source>&amp;Key frame</source>
        <translation>Image &amp;clé</translation>
    </message>
    <message>
        <source>&amp;Codec</source>
        <translation>Co&amp;dec</translation>
    </message>
    <message>
        <source>Si&amp;ze, at most</source>
        <translation>&amp;Taille, au plus</translation>
    </message>
    <message>
        <source>Frames a &amp;second, at most</source>
        <translation>&amp;Images par seconde, au plus</translation>
    </message>
    <message>
        <source>&amp;Bitrate, at most</source>
        <translation>Dé&amp;bit, au plus</translation>
    </message>
    <message>
        <source>A key frame was asked for.</source>
        <translation>Une image clé a été demandée.</translation>
    </message>
    <message>
        <source>It is paused: its camera and encoder are free, the connection stays.</source>
        <translation>Elle est en pause : caméra et encodeur sont libres, la connexion reste.</translation>
    </message>
    <message>
        <source>at most %1</source>
        <translation>au plus %1</translation>
    </message>
    <message>
        <source>%1 frames a second</source>
        <translation>%1 images par seconde</translation>
    </message>
    <message>
        <source>It sends %1.</source>
        <translation>Elle envoie %1.</translation>
    </message>
    <message>
        <source>The camera is away. What it sends can be changed once it is here.</source>
        <translation>La caméra est hors ligne. Ce qu’elle envoie pourra être changé quand elle sera là.</translation>
    </message>
</context>
<context>
    <name>rollcall::admin::EnrolDialog</name>
    <message>
        <source>Enrol a person</source>
        <translation>Inscrire une personne</translation>
    </message>
    <message>
        <source>&amp;Enrol</source>
        <translation>&amp;Inscrire</translation>
    </message>
    <message>
        <source>The person has &amp;consented, today</source>
        <translation>La personne a donné son &amp;accord aujourd’hui</translation>
    </message>
    <message>
        <source>It is somebody else all the &amp;same (twins, for example)</source>
        <translation>C’est &amp;quand même quelqu’un d’autre (des jumeaux, par exemple)</translation>
    </message>
    <message>
        <source>separated by commas</source>
        <translation>séparés par des virgules</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Nom</translation>
    </message>
    <message>
        <source>&amp;Groups</source>
        <translation>&amp;Groupes</translation>
    </message>
    <message>
        <source>From &amp;files</source>
        <translation>À partir de &amp;fichiers</translation>
    </message>
    <message>
        <source>From a ca&amp;mera</source>
        <translation>Devant une &amp;caméra</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Caméra</translation>
    </message>
    <message>
        <source>One person alone stands in front of the camera. Enrol then takes pictures while they turn a little.</source>
        <translation>Une seule personne se tient devant la caméra. « Inscrire » prend alors des images pendant qu’elle se tourne un peu.</translation>
    </message>
    <message>
        <source>No camera is streaming now.</source>
        <translation>Aucune caméra n’émet en ce moment.</translation>
    </message>
    <message>
        <source>Enter the person&apos;s name.</source>
        <translation>Saisissez le nom de la personne.</translation>
    </message>
    <message>
        <source>Add at least one photo: without any, no camera knows the person.</source>
        <translation>Ajoutez au moins une photo : sans elle, aucune caméra ne connaît la personne.</translation>
    </message>
    <message>
        <source>Photo %1: %2</source>
        <translation>Photo %1 : %2</translation>
    </message>
    <message>
        <source>The person could not be enrolled.</source>
        <translation>La personne n’a pas pu être inscrite.</translation>
    </message>
    <message>
        <source>%1 is enrolled, but groups and consent are not written down: %2</source>
        <translation>%1 est inscrit, mais les groupes et le consentement ne sont pas notés : %2</translation>
    </message>
</context>
<context>
    <name>rollcall::admin::FaceMenu</name>
    <message>
        <source>This &amp;is %1</source>
        <translation>C’est &amp;bien %1</translation>
    </message>
    <message>
        <source>Confirmed: %1.</source>
        <translation>Confirmé : %1.</translation>
    </message>
    <message>
        <source>This is &amp;not %1</source>
        <translation>Ce n’est &amp;pas %1</translation>
    </message>
    <message>
        <source>Taken out of the register: this was not %1.</source>
        <translation>Retiré du registre : ce n’était pas %1.</translation>
    </message>
    <message>
        <source>&amp;Open %1…</source>
        <translation>&amp;Ouvrir %1…</translation>
    </message>
    <message>
        <source>Unknown face</source>
        <translation>Visage inconnu</translation>
    </message>
    <message>
        <source>Unknown face, %1</source>
        <translation>Visage inconnu, %1</translation>
    </message>
    <message>
        <source>&amp;Enrol this person…</source>
        <translation>&amp;Inscrire cette personne…</translation>
    </message>
    <message>
        <source>This is &amp;somebody who is enrolled…</source>
        <translation>C’est &amp;quelqu’un d’inscrit…</translation>
    </message>
    <message>
        <source>&amp;Unknown faces…</source>
        <translation>Visages &amp;inconnus…</translation>
    </message>
    <message>
        <source>This face is not in the register yet. Try again in a moment.</source>
        <translation>Ce visage n’est pas encore dans le registre. Réessayez dans un instant.</translation>
    </message>
    <message>
        <source>This face is not among the unknown faces yet. Try again in a moment.</source>
        <translation>Ce visage n’est pas encore parmi les inconnus. Réessayez dans un instant.</translation>
    </message>
    <message>
        <source>It is %1.</source>
        <translation>C’est %1.</translation>
    </message>
</context>
<context>
    <name>rollcall::admin::GlSurface</name>
    <message>
        <source>GStreamer&apos;s sink for OpenGL is not installed.</source>
        <translation>La sortie OpenGL de GStreamer n’est pas installée.</translation>
    </message>
    <message>
        <source>OpenGL cannot show these pictures.</source>
        <translation>OpenGL ne peut pas montrer ces images.</translation>
    </message>
</context>
<context>
    <name>rollcall::admin::LivePage</name>
    <message>
        <source>No camera has connected yet.
Pair one under Cameras: its picture then appears here by itself.</source>
        <translation>Aucune caméra ne s’est encore connectée.
Associez-en une sous Caméras : son image apparaîtra ici d’elle-même.</translation>
    </message>
    <message numerus="yes">
        <source>%n camera(s) at once</source>
        <translation>
            <numerusform>%n caméra</numerusform>
            <numerusform>%n caméras à la fois</numerusform>
        </translation>
    </message>
    <message>
        <source>Previous cameras (Left)</source>
        <translation>Caméras précédentes (Gauche)</translation>
    </message>
    <message>
        <source>Next cameras (Right)</source>
        <translation>Caméras suivantes (Droite)</translation>
    </message>
    <message>
        <source>Own window</source>
        <translation>Fenêtre séparée</translation>
    </message>
    <message>
        <source>Show the chosen camera in a window of its own (W)</source>
        <translation>Montrer la caméra choisie dans sa propre fenêtre (W)</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Plein écran</translation>
    </message>
    <message>
        <source>Full screen (F)</source>
        <translation>Plein écran (F)</translation>
    </message>
    <message>
        <source>The graphics card cannot draw the pictures; the processor does. %1</source>
        <translation>La carte graphique ne peut pas dessiner les images ; le processeur s’en charge. %1</translation>
    </message>
    <message>
        <source>%1–%2 of %3</source>
        <translation>%1–%2 sur %3</translation>
    </message>
    <message>
        <source>Shown %1 ms late, for the boxes</source>
        <translation>Montré avec %1 ms de retard, pour les cadres</translation>
    </message>
    <message>
        <source>Resolution: %1 × %2</source>
        <translation>Résolution : %1 × %2</translation>
    </message>
    <message>
        <source>Frames a second: %1</source>
        <translation>Images par seconde : %1</translation>
    </message>
    <message>
        <source>Bitrate: %1 kbit/s</source>
        <translation>Débit : %1 kbit/s</translation>
    </message>
    <message>
        <source>Packets lost: %1</source>
        <translation>Paquets perdus : %1</translation>
    </message>
    <message>
        <source>Latency, from the camera to here: %1 ms</source>
        <translation>Latence, de la caméra jusqu’ici : %1 ms</translation>
    </message>
</context>
<context>
    <name>rollcall::admin::PairDialog</name>
    <message>
        <source>&amp;Make a code</source>
        <translation>&amp;Créer un code</translation>
    </message>
    <message>
        <source>Pair a camera</source>
        <translation>Appairer une caméra</translation>
    </message>
    <message>
        <source>entrance</source>
        <translation>entree</translation>
    </message>
    <message>
        <source>The link as a QR code</source>
        <translation>Le lien en code QR</translation>
    </message>
    <message>
        <source>&amp;Id of the camera</source>
        <translation>&amp;Identifiant de la caméra</translation>
    </message>
    <message>
        <source>A short name for where the camera is: letters, digits, dots, dashes and underscores. It names the camera for good.</source>
        <translation>Un nom court pour l’endroit où se trouve la caméra : lettres, chiffres, points, tirets et soulignés. Il désigne la caméra pour toujours.</translation>
    </message>
    <message>
        <source>Enter an id for the camera.</source>
        <translation>Saisissez un identifiant pour la caméra.</translation>
    </message>
    <message>
        <source>This server listens to its own machine alone: cameras of others will not reach it. Set listen-address first.</source>
        <translation>Ce serveur n’écoute que sa propre machine : les caméras des autres ne l’atteindront pas. Réglez d’abord listen-address.</translation>
    </message>
    <message>
        <source>“%1” is here.</source>
        <translation>« %1 » est là.</translation>
    </message>
    <message>
        <source>Enter this code in the camera app, or let it read the QR code. It is good for %1 more.</source>
        <translation>Saisissez ce code dans l’application caméra, ou faites-lui lire le code QR. Il est valable encore %1.</translation>
    </message>
    <message>
        <source>The code is over. Close this and make another one.</source>
        <translation>Le code a expiré. Fermez ceci et créez-en un autre.</translation>
    </message>
</context>
<context>
    <name>rollcall::admin::PeoplePage</name>
    <message>
        <source>withdrawn</source>
        <translation>retiré</translation>
    </message>
    <message>
        <source>none</source>
        <translation>aucun</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Groupes</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>Photos</translation>
    </message>
    <message>
        <source>Consent</source>
        <translation>Consentement</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Numéro</translation>
    </message>
    <message>
        <source>Enrolled</source>
        <translation>Inscrit</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>Identifiant</translation>
    </message>
    <message>
        <source>&amp;Enrol…</source>
        <translation>&amp;Inscrire…</translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation>&amp;Ouvrir…</translation>
    </message>
    <message>
        <source>E&amp;rase…</source>
        <translation>&amp;Effacer…</translation>
    </message>
    <message>
        <source>Nobody is enrolled yet.
Enrol people with a few photos: cameras then know them.</source>
        <translation>Personne n’est encore inscrit.
Inscrivez des personnes avec quelques photos : les caméras les connaîtront.</translation>
    </message>
    <message>
        <source>&amp;Enrol the first person…</source>
        <translation>&amp;Inscrire la première personne…</translation>
    </message>
    <message>
        <source>%1 is enrolled.</source>
        <translation>%1 est inscrit.</translation>
    </message>
    <message>
        <source>Erase %1</source>
        <translation>Effacer %1</translation>
    </message>
    <message>
        <source>E&amp;rase</source>
        <translation>&amp;Effacer</translation>
    </message>
    <message>
        <source>Photos, templates, sightings and evidence of %1 are erased for good, here and in the register. This cannot be undone.</source>
        <translation>Les photos, modèles, observations et preuves de %1 sont effacés pour toujours, ici et dans le registre. C’est irréversible.</translation>
    </message>
    <message>
        <source>&amp;Type the name to go on</source>
        <translation>&amp;Saisissez le nom pour continuer</translation>
    </message>
    <message>
        <source>%1 was erased.</source>
        <translation>%1 a été effacé.</translation>
    </message>
    <message>
        <source>%1 is erased</source>
        <translation>%1 est effacé</translation>
    </message>
    <message>
        <source>Keep this proof; it has no name in it.</source>
        <translation>Gardez cette preuve ; elle ne contient aucun nom.</translation>
    </message>
    <message>
        <source>Proof: %1
When: %2
Subject: %3</source>
        <translation>Preuve : %1
Quand : %2
Sujet : %3</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personnes</translation>
    </message>
</context>
<context>
    <name>rollcall::admin::PersonChooser</name>
    <message>
        <source>Who is it?</source>
        <translation>Qui est-ce ?</translation>
    </message>
    <message>
        <source>This is &amp;them</source>
        <translation>C’est &amp;cette personne</translation>
    </message>
    <message>
        <source>People found</source>
        <translation>Personnes trouvées</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Nom</translation>
    </message>
    <message>
        <source>Choose a person first.</source>
        <translation>Choisissez d’abord une personne.</translation>
    </message>
    <message>
        <source>No picture is kept.</source>
        <translation>Aucune image conservée.</translation>
    </message>
</context>
<context>
    <name>rollcall::admin::PersonDialog</name>
    <message>
        <source>Person</source>
        <translation>Personne</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Enregistrer</translation>
    </message>
    <message>
        <source>&amp;Consented on</source>
        <translation>&amp;Accord donné le</translation>
    </message>
    <message>
        <source>separated by commas</source>
        <translation>séparés par des virgules</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>Photos</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Nom</translation>
    </message>
    <message>
        <source>N&amp;umber</source>
        <translation>&amp;Numéro</translation>
    </message>
    <message>
        <source>&amp;Groups</source>
        <translation>&amp;Groupes</translation>
    </message>
    <message>
        <source>Consent</source>
        <translation>Consentement</translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation>Dernière apparition</translation>
    </message>
    <message>
        <source>Add &amp;photos…</source>
        <translation>Ajouter des &amp;photos…</translation>
    </message>
    <message>
        <source>Take &amp;away</source>
        <translation>&amp;Enlever</translation>
    </message>
    <message>
        <source>Somebody else changed this person in the meantime; yours is not saved. It is now: %1, number %2, groups %3. Save again to put yours in its place, or close this to keep theirs.</source>
        <translation>Quelqu’un d’autre a modifié cette personne entre-temps ; votre modification n’est pas enregistrée. Elle est maintenant : %1, numéro %2, groupes %3. Enregistrez de nouveau pour mettre la vôtre à la place, ou fermez pour garder l’autre.</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>pas encore</translation>
    </message>
    <message>
        <source>%1 at %2</source>
        <translation>%1 à %2</translation>
    </message>
    <message>
        <source>Add photos</source>
        <translation>Ajouter des photos</translation>
    </message>
    <message>
        <source>Pictures (*.jpg *.jpeg *.png *.webp *.bmp)</source>
        <translation>Images (*.jpg *.jpeg *.png *.webp *.bmp)</translation>
    </message>
    <message>
        <source>Take a photo away</source>
        <translation>Enlever une photo</translation>
    </message>
    <message>
        <source>Take this photo away for good?</source>
        <translation>Enlever cette photo définitivement ?</translation>
    </message>
    <message>
        <source>The person is recognised by the others from then on.</source>
        <translation>La personne sera désormais reconnue par les autres photos.</translation>
    </message>
</context>
<context>
    <name>rollcall::admin::PhotoStrip</name>
    <message>
        <source>Drop photos here, or add them: from the front, and turned a little to each side.</source>
        <translation>Déposez des photos ici ou ajoutez-les : de face, et un peu tournées de chaque côté.</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>Photos</translation>
    </message>
    <message>
        <source>Add &amp;photos…</source>
        <translation>Ajouter des &amp;photos…</translation>
    </message>
    <message>
        <source>Take &amp;away</source>
        <translation>&amp;Enlever</translation>
    </message>
    <message>
        <source>Add photos</source>
        <translation>Ajouter des photos</translation>
    </message>
    <message>
        <source>Pictures (*.jpg *.jpeg *.png *.webp *.bmp)</source>
        <translation>Images (*.jpg *.jpeg *.png *.webp *.bmp)</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2.</source>
        <translation>%1 ne peut pas être lu : %2.</translation>
    </message>
    <message>
        <source>%1 is larger than 8 MiB. Save it smaller.</source>
        <translation>%1 dépasse 8 Mio. Enregistrez-la plus petite.</translation>
    </message>
    <message>
        <source>%1 is too much: at most 20 photos of 20 MiB together.</source>
        <translation>%1 est de trop : au plus 20 photos de 20 Mio en tout.</translation>
    </message>
    <message>
        <source>%1 is not a picture.</source>
        <translation>%1 n’est pas une image.</translation>
    </message>
    <message>
        <source>good</source>
        <translation>bonne</translation>
    </message>
</context>
<context>
    <name>rollcall::admin::RecordTable</name>
    <message>
        <source>Filter</source>
        <translation>Filtre</translation>
    </message>
    <message>
        <source>Filter the table</source>
        <translation>Filtrer le tableau</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Copier</translation>
    </message>
    <message>
        <source>&amp;Export as CSV…</source>
        <translation>&amp;Exporter en CSV…</translation>
    </message>
    <message>
        <source>&amp;Filter</source>
        <translation>&amp;Filtre</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>Chargement…</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>&amp;Réessayer</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 sur %2</translation>
    </message>
    <message>
        <source>Nothing matches the filter.</source>
        <translation>Rien ne correspond au filtre.</translation>
    </message>
    <message>
        <source>Export as CSV</source>
        <translation>Exporter en CSV</translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
    <message>
        <source>%1 could not be written: %2.</source>
        <translation>%1 n’a pas pu être écrit : %2.</translation>
    </message>
    <message>
        <source>%1 so far, more are on their way…</source>
        <translation>%1 pour l’instant, d’autres arrivent…</translation>
    </message>
</context>
<context>
    <name>rollcall::admin::RenameDialog</name>
    <message>
        <source>Rename a camera</source>
        <translation>Renommer une caméra</translation>
    </message>
    <message>
        <source>&amp;Rename</source>
        <translation>&amp;Renommer</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Nom</translation>
    </message>
    <message>
        <source>Empty: as the camera calls itself. Its id stays as it is.</source>
        <translation>Vide : comme la caméra se nomme elle-même. Son identifiant ne change pas.</translation>
    </message>
    <message>
        <source>Somebody else renamed it in the meantime; yours is not saved. It is now called “%1”. Rename again to put yours in its place, or close this to keep theirs.</source>
        <translation>Quelqu’un d’autre l’a renommée entre-temps ; votre nom n’est pas enregistré. Elle s’appelle maintenant « %1 ». Renommez-la encore une fois pour mettre le vôtre à sa place, ou fermez pour garder l’autre.</translation>
    </message>
</context>
<context>
    <name>rollcall::admin::ReportsPage</name>
    <message>
        <source>Day</source>
        <translation>Jour</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>Personne</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Statut</translation>
    </message>
    <message>
        <source>In</source>
        <translation>Arrivée</translation>
    </message>
    <message>
        <source>Out</source>
        <translation>Départ</translation>
    </message>
    <message>
        <source>Late</source>
        <translation>En retard</translation>
    </message>
    <message>
        <source>Left early</source>
        <translation>Parti tôt</translation>
    </message>
    <message>
        <source>Worked</source>
        <translation>Travaillé</translation>
    </message>
    <message>
        <source>Overtime</source>
        <translation>Heures sup.</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>Horaire</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>Remarques</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Groupes</translation>
    </message>
    <message>
        <source>Shifts</source>
        <translation>Horaires</translation>
    </message>
    <message>
        <source>Attended</source>
        <translation>Présences</translation>
    </message>
    <message>
        <source>Times late</source>
        <translation>Retards</translation>
    </message>
    <message>
        <source>Times left early</source>
        <translation>Départs anticipés</translation>
    </message>
    <message>
        <source>Half days</source>
        <translation>Demi-journées</translation>
    </message>
    <message>
        <source>Absent</source>
        <translation>Absents</translation>
    </message>
    <message>
        <source>Excused</source>
        <translation>Excusés</translation>
    </message>
    <message>
        <source>Exceptions</source>
        <translation>À vérifier</translation>
    </message>
    <message>
        <source>Nobody was seen in these days, and nobody was expected.</source>
        <translation>Personne n’a été vu ces jours-là, et personne n’était attendu.</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Aujourd’hui</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Hier</translation>
    </message>
    <message>
        <source>This week</source>
        <translation>Cette semaine</translation>
    </message>
    <message>
        <source>Last week</source>
        <translation>Semaine dernière</translation>
    </message>
    <message>
        <source>This month</source>
        <translation>Ce mois-ci</translation>
    </message>
    <message>
        <source>Last month</source>
        <translation>Mois dernier</translation>
    </message>
    <message>
        <source>These days</source>
        <translation>Ces jours</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>Jours</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Du</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Au</translation>
    </message>
    <message>
        <source>All days</source>
        <translation>Tous les jours</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>Récapitulatif</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Quoi</translation>
    </message>
    <message>
        <source>Everybody</source>
        <translation>Tout le monde</translation>
    </message>
    <message>
        <source>Whom</source>
        <translation>Qui</translation>
    </message>
    <message>
        <source>Download as %1</source>
        <translation>Télécharger en %1</translation>
    </message>
    <message>
        <source>The last day is before the first.</source>
        <translation>Le dernier jour précède le premier.</translation>
    </message>
    <message>
        <source>The report broke off. Try again, or take fewer days.</source>
        <translation>Le rapport s’est interrompu. Réessayez, ou prenez moins de jours.</translation>
    </message>
    <message>
        <source>Only the first %1 rows are shown; the files have all of them.</source>
        <translation>Seules les %1 premières lignes sont montrées ; les fichiers les ont toutes.</translation>
    </message>
    <message>
        <source>Saved as %1.</source>
        <translation>Enregistré sous %1.</translation>
    </message>
    <message>
        <source>Reading the report was cancelled.</source>
        <translation>La lecture du rapport a été annulée.</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Annuler</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>Rapports</translation>
    </message>
</context>
<context>
    <name>rollcall::admin::ServerClient</name>
    <message>
        <source>%1 shows a certificate that is not the one known to this machine. Nothing was sent.</source>
        <translation>%1 présente un certificat qui n’est pas celui que cette machine connaît. Rien n’a été envoyé.</translation>
    </message>
    <message>
        <source>No server answers at %1. Check that it runs, and the address and port.</source>
        <translation>Aucun serveur ne répond à %1. Vérifiez qu’il fonctionne, ainsi que l’adresse et le port.</translation>
    </message>
    <message>
        <source>There is no machine by the name of %1. Check the address.</source>
        <translation>Il n’y a pas de machine du nom de %1. Vérifiez l’adresse.</translation>
    </message>
    <message>
        <source>It was cancelled.</source>
        <translation>C’est annulé.</translation>
    </message>
    <message>
        <source>%1 did not answer in time. Check the network, then try again.</source>
        <translation>%1 n’a pas répondu à temps. Vérifiez le réseau, puis réessayez.</translation>
    </message>
    <message>
        <source>%1 cannot be reached: %2.</source>
        <translation>%1 est injoignable : %2.</translation>
    </message>
</context>
<context>
    <name>rollcall::admin::SettingsPage</name>
    <message>
        <source>&amp;Accounts and roles</source>
        <translation>&amp;Comptes et rôles</translation>
    </message>
    <message>
        <source>&amp;You</source>
        <translation>&amp;Vous</translation>
    </message>
    <message>
        <source>&amp;System</source>
        <translation>&amp;Système</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Comme le système</translation>
    </message>
    <message>
        <source>&amp;Language of this window</source>
        <translation>&amp;Langue de cette fenêtre</translation>
    </message>
    <message>
        <source>Another language is spoken from the next start on.</source>
        <translation>Une autre langue s’applique au prochain démarrage.</translation>
    </message>
    <message>
        <source>Change &amp;password</source>
        <translation>&amp;Changer le mot de passe</translation>
    </message>
    <message>
        <source>Signs you out everywhere else.</source>
        <translation>Vous déconnecte partout ailleurs.</translation>
    </message>
    <message>
        <source>&amp;Current password</source>
        <translation>&amp;Mot de passe actuel</translation>
    </message>
    <message>
        <source>&amp;New password</source>
        <translation>&amp;Nouveau mot de passe</translation>
    </message>
    <message>
        <source>New password &amp;once more</source>
        <translation>&amp;Nouveau mot de passe encore une fois</translation>
    </message>
    <message>
        <source>The two are not the same.</source>
        <translation>Les deux ne sont pas identiques.</translation>
    </message>
    <message>
        <source>The password is changed.</source>
        <translation>Le mot de passe est changé.</translation>
    </message>
</context>
<context>
    <name>rollcall::admin::SignInPage</name>
    <message>
        <source>&amp;Address of the server</source>
        <translation>&amp;Adresse du serveur</translation>
    </message>
    <message>
        <source>&amp;Connect</source>
        <translation>Se &amp;connecter</translation>
    </message>
    <message>
        <source>They are the same: &amp;trust this server</source>
        <translation>Elles sont identiques : &amp;faire confiance à ce serveur</translation>
    </message>
    <message>
        <source>&amp;Another server…</source>
        <translation>&amp;Autre serveur…</translation>
    </message>
    <message>
        <source>&amp;Code that the server printed</source>
        <translation>&amp;Code affiché par le serveur</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Nom</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>Mot de &amp;passe</translation>
    </message>
    <message>
        <source>API &amp;token</source>
        <translation>&amp;Jeton d’API</translation>
    </message>
    <message>
        <source>Sign in with an &amp;API token, and remember it</source>
        <translation>Se connecter avec un jeton d’&amp;API, et le retenir</translation>
    </message>
    <message>
        <source>An&amp;other server…</source>
        <translation>A&amp;utre serveur…</translation>
    </message>
    <message>
        <source>&amp;Make the first account</source>
        <translation>&amp;Créer le premier compte</translation>
    </message>
    <message>
        <source>&amp;Sign in</source>
        <translation>&amp;Se connecter</translation>
    </message>
    <message>
        <source>Connect to a server</source>
        <translation>Se connecter à un serveur</translation>
    </message>
    <message>
        <source>The certificate of %1 has changed</source>
        <translation>Le certificat de %1 a changé</translation>
    </message>
    <message>
        <source>Is this your server?</source>
        <translation>Est-ce votre serveur ?</translation>
    </message>
    <message>
        <source>It is not the one that this machine knows: it was renewed, or somebody is in between.</source>
        <translation>Ce n’est pas celui que cette machine connaît : il a été renouvelé, ou quelqu’un s’est interposé.</translation>
    </message>
    <message>
        <source>Compare this fingerprint with the one that %1 shows (rollcall-server prints it when it starts, the page shows it under Settings).</source>
        <translation>Comparez cette empreinte avec celle que montre %1 (rollcall-server l’affiche au démarrage, la page la montre sous Réglages).</translation>
    </message>
    <message>
        <source>Set up %1</source>
        <translation>Configurer %1</translation>
    </message>
    <message>
        <source>Sign in to %1</source>
        <translation>Se connecter à %1</translation>
    </message>
</context>
<context>
    <name>rollcall::admin::SystemTab</name>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n jour</numerusform>
            <numerusform>%n jours</numerusform>
        </translation>
    </message>
    <message>
        <source>The server works.</source>
        <translation>Le serveur fonctionne.</translation>
    </message>
    <message>
        <source>The register has a problem: %1</source>
        <translation>Le registre a un problème : %1</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Running for</source>
        <translation>En marche depuis</translation>
    </message>
    <message>
        <source>Cameras</source>
        <translation>Caméras</translation>
    </message>
    <message>
        <source>%1 of %2 stream</source>
        <translation>%1 sur %2 émettent</translation>
    </message>
    <message>
        <source>Recognition</source>
        <translation>Reconnaissance</translation>
    </message>
    <message>
        <source>Register</source>
        <translation>Registre</translation>
    </message>
    <message>
        <source>%1 wait, %2 failed</source>
        <translation>%1 en attente, %2 en échec</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>Disque</translation>
    </message>
    <message>
        <source>%1 free of %2, in %3</source>
        <translation>%1 libres sur %2, dans %3</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Mémoire</translation>
    </message>
    <message numerus="yes">
        <source>%n thread(s)</source>
        <translation>
            <numerusform>%n fil d’exécution</numerusform>
            <numerusform>%n fils d’exécution</numerusform>
        </translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>Certificat</translation>
    </message>
</context>
<context>
    <name>rollcall::admin::TodayPage</name>
    <message>
        <source>Person</source>
        <translation>Personne</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Statut</translation>
    </message>
    <message>
        <source>In</source>
        <translation>Arrivée</translation>
    </message>
    <message>
        <source>Out</source>
        <translation>Départ</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Où</translation>
    </message>
    <message>
        <source>Worked</source>
        <translation>Travaillé</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Remarque</translation>
    </message>
    <message>
        <source>&amp;Correct…</source>
        <translation>&amp;Corriger…</translation>
    </message>
    <message>
        <source>What happens now</source>
        <translation>Ce qui se passe maintenant</translation>
    </message>
    <message>
        <source>Nobody is in the register of this day.
The register shows who was there. It begins with the people whom cameras should know.</source>
        <translation>Personne n’est dans le registre de ce jour.
Le registre montre qui était là. Il commence par les personnes que les caméras doivent connaître.</translation>
    </message>
    <message>
        <source>&amp;Enrol the first person…</source>
        <translation>&amp;Inscrire la première personne…</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Jour</translation>
    </message>
    <message>
        <source>The day before</source>
        <translation>Le jour précédent</translation>
    </message>
    <message>
        <source>The day after</source>
        <translation>Le jour suivant</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Maintenant</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Aujourd’hui</translation>
    </message>
    <message>
        <source>Here</source>
        <translation>Présents</translation>
    </message>
    <message>
        <source>Late</source>
        <translation>En retard</translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation>Pas encore</translation>
    </message>
    <message>
        <source>Absent</source>
        <translation>Absents</translation>
    </message>
    <message>
        <source>Excused</source>
        <translation>Excusés</translation>
    </message>
    <message>
        <source>Suggested</source>
        <translation>Suggérés</translation>
    </message>
    <message>
        <source>%1 · %2 at %3</source>
        <translation>%1 · %2 à %3</translation>
    </message>
    <message>
        <source>The correction is saved.</source>
        <translation>La correction est enregistrée.</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Tout</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Partis</translation>
    </message>
    <message>
        <source>The correction is withdrawn.</source>
        <translation>La correction est retirée.</translation>
    </message>
    <message>
        <source>Register</source>
        <translation>Registre</translation>
    </message>
</context>
<context>
    <name>rollcall::admin::UnknownPage</name>
    <message>
        <source>A &amp;new person…  (N)</source>
        <translation>Une &amp;nouvelle personne…  (N)</translation>
    </message>
    <message>
        <source>&amp;Somebody else who is enrolled…  (S)</source>
        <translation>&amp;Quelqu’un d’autre d’inscrit…  (S)</translation>
    </message>
    <message>
        <source>A &amp;visitor  (V)</source>
        <translation>Un &amp;visiteur  (V)</translation>
    </message>
    <message>
        <source>&amp;Dismiss  (D)</source>
        <translation>&amp;Écarter  (D)</translation>
    </message>
    <message>
        <source>&amp;Undo  (Z)</source>
        <translation>&amp;Annuler  (Z)</translation>
    </message>
    <message>
        <source>Nobody waits here.
Whoever a camera sees and nobody knows is asked about here.</source>
        <translation>Personne n’attend ici.
Ceux qu’une caméra voit et que personne ne connaît apparaissent ici.</translation>
    </message>
    <message>
        <source>Unknown faces that wait</source>
        <translation>Visages inconnus en attente</translation>
    </message>
    <message>
        <source>Marked as a visitor.</source>
        <translation>Marqué comme visiteur.</translation>
    </message>
    <message>
        <source>Dismissed.</source>
        <translation>Écarté.</translation>
    </message>
    <message numerus="yes">
        <source>Who is this? Seen %n time(s), last at %1, %2</source>
        <translation>
            <numerusform>Qui est-ce ? Vu %n fois, la dernière à %1, %2</numerusform>
            <numerusform>Qui est-ce ? Vu %n fois, la dernière à %1, %2</numerusform>
        </translation>
    </message>
    <message>
        <source>%1  (%2, %3 %)</source>
        <translation>%1  (%2, %3 %)</translation>
    </message>
    <message>
        <source>It is %1.</source>
        <translation>C’est %1.</translation>
    </message>
    <message>
        <source>A new person</source>
        <translation>Une nouvelle personne</translation>
    </message>
    <message>
        <source>&amp;Enrol</source>
        <translation>&amp;Inscrire</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Nom</translation>
    </message>
    <message>
        <source>Enter the person&apos;s name.</source>
        <translation>Saisissez le nom de la personne.</translation>
    </message>
    <message>
        <source>%1 is enrolled.</source>
        <translation>%1 est inscrit.</translation>
    </message>
</context>
</TS>
