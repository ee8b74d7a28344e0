<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr">
<context>
    <name>Autostart</name>
    <message>
        <source>%1 could not be removed. Remove it by hand.</source>
        <translation>%1 n’a pas pu être supprimé. Supprimez-le à la main.</translation>
    </message>
    <message>
        <source>%1 could not be written: %2. The program does not start with the system.</source>
        <translation>%1 n’a pas pu être écrit : %2. Le programme ne démarre pas avec le système.</translation>
    </message>
    <message>
        <source>The system does not let this program start by itself.</source>
        <translation>Le système ne laisse pas ce programme démarrer de lui-même.</translation>
    </message>
</context>
<context>
    <name>Capture</name>
    <message>
        <source>nothing stands between two exclamation marks</source>
        <translation>il n’y a rien entre deux points d’exclamation</translation>
    </message>
    <message>
        <source>it begins with an exclamation mark</source>
        <translation>il commence par un point d’exclamation</translation>
    </message>
    <message>
        <source>it ends with an exclamation mark; the last element must give the video</source>
        <translation>il se termine par un point d’exclamation&#xa0;; le dernier élément doit fournir la vidéo</translation>
    </message>
    <message>
        <source>a value is missing after “=”</source>
        <translation>il manque une valeur après «&#xa0;=&#xa0;»</translation>
    </message>
    <message>
        <source>The custom pipeline has no open end that gives video: its last element must not be a sink.</source>
        <translation>Le pipeline personnalisé n’a pas d’extrémité ouverte qui fournit de la vidéo&#xa0;: son dernier élément ne doit pas être un puits.</translation>
    </message>
    <message>
        <source>Install it with: apt-get install %1</source>
        <translation>Installez-le avec&#xa0;: apt-get install %1</translation>
    </message>
    <message>
        <source>The custom pipeline is wrong at “%1” (character %2): %3.</source>
        <translation>Le pipeline personnalisé est faux à «&#xa0;%1&#xa0;» (caractère %2)&#xa0;: %3.</translation>
    </message>
    <message>
        <source>The custom pipeline is wrong (character %1): %2.</source>
        <translation>Le pipeline personnalisé est faux (caractère %1)&#xa0;: %2.</translation>
    </message>
    <message>
        <source>The custom pipeline is wrong: %1.</source>
        <translation>Le pipeline personnalisé est faux&#xa0;: %1.</translation>
    </message>
    <message>
        <source>it is not a pipeline</source>
        <translation>ce n’est pas un pipeline</translation>
    </message>
    <message>
        <source>The custom pipeline does not end in something that can be linked.</source>
        <translation>Le pipeline personnalisé ne se termine pas par un élément que l’on peut relier.</translation>
    </message>
    <message>
        <source>The custom pipeline failed: %1</source>
        <translation>Le pipeline personnalisé a échoué&#xa0;: %1</translation>
    </message>
    <message>
        <source>The custom pipeline came to its end.</source>
        <translation>Le pipeline personnalisé est arrivé à sa fin.</translation>
    </message>
    <message>
        <source>There is no file %1. Check the path.</source>
        <translation>Il n’y a pas de fichier %1. Vérifiez le chemin.</translation>
    </message>
    <message>
        <source>%1 is a folder. Name a video file in it.</source>
        <translation>%1 est un dossier. Indiquez un fichier vidéo qu’il contient.</translation>
    </message>
    <message>
        <source>The file %1 may not be read by this user. Change its permissions.</source>
        <translation>Cet utilisateur n’a pas le droit de lire le fichier %1. Modifiez ses permissions.</translation>
    </message>
    <message>
        <source>%1 is not a video that can be read. Name another file.</source>
        <translation>%1 n’est pas une vidéo lisible. Indiquez un autre fichier.</translation>
    </message>
    <message>
        <source>No decoder for %1 is installed. Install it with: apt-get install gstreamer1.0-libav</source>
        <translation>Aucun décodeur pour %1 n’est installé. Installez-le avec&#xa0;: apt-get install gstreamer1.0-libav</translation>
    </message>
    <message>
        <source>Reading %1 failed.</source>
        <translation>La lecture de %1 a échoué.</translation>
    </message>
    <message>
        <source>%1 gives no picture.</source>
        <translation>%1 ne donne pas d’image.</translation>
    </message>
    <message>
        <source>%1 ended.</source>
        <translation>%1 est terminé.</translation>
    </message>
    <message>
        <source>%1 wants a user name and password, or does not accept the given ones. Write them as rtsp://USER:PASSWORD@HOST/PATH.</source>
        <translation>%1 demande un nom d’utilisateur et un mot de passe, ou n’accepte pas ceux indiqués. Écrivez-les ainsi&#xa0;: rtsp://USER:PASSWORD@HOST/PATH.</translation>
    </message>
    <message>
        <source>%1 is not there: the server answers, but does not know this path. Look in the camera&apos;s manual for its RTSP path.</source>
        <translation>%1 n’est pas là&#xa0;: le serveur répond, mais ne connaît pas ce chemin. Cherchez le chemin RTSP dans le manuel de la caméra.</translation>
    </message>
    <message>
        <source>%1 sends a video format for which no decoder is installed. Install it with: apt-get install gstreamer1.0-libav</source>
        <translation>%1 envoie un format vidéo pour lequel aucun décodeur n’est installé. Installez-le avec&#xa0;: apt-get install gstreamer1.0-libav</translation>
    </message>
    <message>
        <source>The connection to %1 failed. Check that the camera is on and reachable from this machine.</source>
        <translation>La connexion à %1 a échoué. Vérifiez que la caméra est allumée et joignable depuis cette machine.</translation>
    </message>
    <message>
        <source>%1 gives no picture. Check that the camera is on and that a firewall lets its RTP packets through.</source>
        <translation>%1 ne donne pas d’image. Vérifiez que la caméra est allumée et que le pare-feu laisse passer ses paquets RTP.</translation>
    </message>
    <message>
        <source>%1 ended the stream.</source>
        <translation>%1 a mis fin au flux.</translation>
    </message>
    <message>
        <source>The source “%1://…” is of a kind that is not known here. Use rtsp://…, a file&apos;s path, a camera, “test” or “pipeline:…”.</source>
        <translation>La source «&#xa0;%1://…&#xa0;» est d’un genre inconnu ici. Utilisez rtsp://…, le chemin d’un fichier, une caméra, «&#xa0;test&#xa0;» ou «&#xa0;pipeline:…&#xa0;».</translation>
    </message>
    <message>
        <source>The RTSP address names no host. Write it as rtsp://HOST/PATH.</source>
        <translation>L’adresse RTSP n’indique pas de machine. Écrivez-la ainsi&#xa0;: rtsp://HOST/PATH.</translation>
    </message>
    <message>
        <source>No source is named. Use a camera (see --list-cameras), a file&apos;s path, rtsp://… or “test”.</source>
        <translation>Aucune source n’est indiquée. Utilisez une caméra (voir --list-cameras), le chemin d’un fichier, rtsp://… ou «&#xa0;test&#xa0;».</translation>
    </message>
    <message>
        <source>the test picture</source>
        <translation>la mire</translation>
    </message>
    <message>
        <source>the video %1</source>
        <translation>la vidéo %1</translation>
    </message>
    <message>
        <source>the first camera</source>
        <translation>la première caméra</translation>
    </message>
    <message>
        <source>the camera %1</source>
        <translation>la caméra %1</translation>
    </message>
    <message>
        <source>the custom pipeline</source>
        <translation>le pipeline personnalisé</translation>
    </message>
    <message>
        <source>There is no test picture “%1”. There are: %2.</source>
        <translation>Il n’y a pas de mire «&#xa0;%1&#xa0;». Il y a&#xa0;: %2.</translation>
    </message>
    <message>
        <source>The custom pipeline runs but gives no picture. It must end in raw video (decode it with “decodebin”).</source>
        <translation>Le pipeline personnalisé tourne mais ne donne pas d’image. Il doit se terminer par de la vidéo brute (décodez-la avec «&#xa0;decodebin&#xa0;»).</translation>
    </message>
    <message>
        <source>The test picture stopped.</source>
        <translation>La mire s’est arrêtée.</translation>
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
        <source>the file %1, which only you can read</source>
        <translation>le fichier %1, que vous seul pouvez lire</translation>
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
        <source>%1 is damaged; a copy is kept as %2. What cannot be read of it has to be paired anew.</source>
        <translation>%1 est endommagé&#xa0;; une copie est conservée sous %2. Ce qui n’en est pas lisible doit être appairé à nouveau.</translation>
    </message>
    <message>
        <source>%1 is damaged. What cannot be read of it has to be paired anew.</source>
        <translation>%1 est endommagé. Ce qui n’en est pas lisible doit être appairé à nouveau.</translation>
    </message>
    <message>
        <source>The token of %1 is not where it was kept. Pair this camera again.</source>
        <translation>Le jeton de %1 n’est plus là où il était. Appairez à nouveau cette caméra.</translation>
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
        <source>none is used on this machine</source>
        <translation>aucun n’est utilisé sur cette machine</translation>
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
    <message>
        <source>This is not a pairing link of Rollcall: %1. Copy it once more as a whole, or type the code.</source>
        <translation>Ce n’est pas un lien d’appairage de Rollcall&#xa0;: %1. Copiez-le encore une fois en entier, ou tapez le code.</translation>
    </message>
    <message>
        <source>it is too long</source>
        <translation>il est trop long</translation>
    </message>
    <message>
        <source>it does not have the form rollcall://host:port/pair?code=…</source>
        <translation>il n’a pas la forme rollcall://host:port/pair?code=…</translation>
    </message>
    <message>
        <source>it does not name a server as host:port</source>
        <translation>il n’indique pas de serveur sous la forme host:port</translation>
    </message>
    <message>
        <source>its code is not whole</source>
        <translation>son code est incomplet</translation>
    </message>
    <message>
        <source>its fingerprint is not whole</source>
        <translation>son empreinte est incomplète</translation>
    </message>
    <message>
        <source>“%1” does not occur in pairing codes, which have no 0, 1, I, L, O and U. Look at the code once more.</source>
        <translation>«&#xa0;%1&#xa0;» ne figure pas dans les codes d’appairage, qui n’ont ni 0, ni 1, ni I, L, O, U. Regardez le code encore une fois.</translation>
    </message>
    <message>
        <source>A pairing code has %1 characters, for example K7Q4-XHWM.</source>
        <translation>Un code d’appairage a %1 caractères, par exemple K7Q4-XHWM.</translation>
    </message>
</context>
<context>
    <name>Send</name>
    <message>
        <source>it follows the bitrate setting and the network</source>
        <translation>il suit le débit réglé et le réseau</translation>
    </message>
    <message>
        <source>the receiver was told another payload type</source>
        <translation>le récepteur a reçu un autre type de charge utile</translation>
    </message>
    <message>
        <source>the receiver was told another SSRC</source>
        <translation>le récepteur a reçu un autre SSRC</translation>
    </message>
    <message>
        <source>the stream goes on where it was</source>
        <translation>le flux reprend où il en était</translation>
    </message>
    <message>
        <source>it is Rollcall&apos;s own</source>
        <translation>c’est l’affaire de Rollcall</translation>
    </message>
    <message>
        <source>The option “%1” is wrong: %2</source>
        <translation>L’option «&#xa0;%1&#xa0;» est fausse&#xa0;: %2</translation>
    </message>
    <message>
        <source>one of %1</source>
        <translation>l’une de ces valeurs&#xa0;: %1</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>true ou false</translation>
    </message>
    <message>
        <source>a whole number from %1 to %2</source>
        <translation>un nombre entier de %1 à %2</translation>
    </message>
    <message>
        <source>of the type %1</source>
        <translation>une valeur du type %1</translation>
    </message>
    <message>
        <source>write property=value.</source>
        <translation>écrivez propriété=valeur.</translation>
    </message>
    <message>
        <source>%1 cannot be set by hand, %2.</source>
        <translation>%1 ne se règle pas à la main, %2.</translation>
    </message>
    <message>
        <source>%1 has no property “%2”. See: gst-inspect-1.0 %1</source>
        <translation>%1 n’a pas de propriété «&#xa0;%2&#xa0;». Voir&#xa0;: gst-inspect-1.0 %1</translation>
    </message>
    <message>
        <source>%1 of %2 can only be read.</source>
        <translation>%1 de %2 ne peut qu’être lue.</translation>
    </message>
    <message>
        <source>%1 of %2 takes %3.</source>
        <translation>%1 de %2 accepte %3.</translation>
    </message>
    <message>
        <source>a double quote is not closed.</source>
        <translation>un guillemet n’est pas fermé.</translation>
    </message>
    <message>
        <source>No encoder for %1 is installed. Install one with: apt-get install %2</source>
        <translation>Aucun encodeur pour %1 n’est installé. Installez-en un avec&#xa0;: apt-get install %2</translation>
    </message>
    <message>
        <source>The encoder %1 does not work here.</source>
        <translation>L’encodeur %1 ne fonctionne pas ici.</translation>
    </message>
    <message>
        <source>“%1” is no encoder that Rollcall knows. Use one of: %2.</source>
        <translation>«&#xa0;%1&#xa0;» n’est pas un encodeur que Rollcall connaît. Utilisez l’un de ceux-ci&#xa0;: %2.</translation>
    </message>
</context>
<context>
    <name>Session</name>
    <message>
        <source>The server speaks a newer protocol. Update this camera app.</source>
        <translation>Le serveur parle un protocole plus récent. Mettez à jour cette application.</translation>
    </message>
    <message>
        <source>The server speaks an older protocol. Update the server.</source>
        <translation>Le serveur parle un protocole plus ancien. Mettez à jour le serveur.</translation>
    </message>
    <message>
        <source>the network carries no more</source>
        <translation>le réseau n’en porte pas plus</translation>
    </message>
    <message>
        <source>The server speaks a protocol that this camera app does not know. Update this camera app.</source>
        <translation>Le serveur parle un protocole que cette application ne connaît pas. Mettez à jour cette application.</translation>
    </message>
    <message>
        <source>The server ended the session.</source>
        <translation>Le serveur a mis fin à la session.</translation>
    </message>
    <message>
        <source>The server does not answer.</source>
        <translation>Le serveur ne répond pas.</translation>
    </message>
    <message>
        <source>The media connection did not come up. A firewall may be holding back UDP.</source>
        <translation>La connexion vidéo n’a pas abouti. Un pare-feu bloque peut-être UDP.</translation>
    </message>
    <message>
        <source>the server paused this camera</source>
        <translation>le serveur a mis cette caméra en pause</translation>
    </message>
    <message>
        <source>a width of %1</source>
        <translation>une largeur de %1</translation>
    </message>
    <message>
        <source>a height of %1</source>
        <translation>une hauteur de %1</translation>
    </message>
    <message>
        <source>the server asked for %1</source>
        <translation>le serveur demande %1</translation>
    </message>
    <message>
        <source>the server asked this camera to go on</source>
        <translation>le serveur a demandé à cette caméra de reprendre</translation>
    </message>
    <message>
        <source> at %1/s</source>
        <translation> à %1/s</translation>
    </message>
</context>
<context>
    <name>Signaling</name>
    <message>
        <source>&quot;%1&quot; is not the address of a server: %2. Write for example 192.0.2.7:8443.</source>
        <translation>«&#xa0;%1&#xa0;» n’est pas l’adresse d’un serveur&#xa0;: %2. Écrivez par exemple 192.0.2.7:8443.</translation>
    </message>
    <message>
        <source>it names no host</source>
        <translation>elle n’indique pas de machine</translation>
    </message>
    <message>
        <source>user names and fragments have no place in it</source>
        <translation>les noms d’utilisateur et les fragments n’y ont pas leur place</translation>
    </message>
    <message>
        <source>%1: is none of ws, wss, http and https</source>
        <translation>%1: n’est ni ws, ni wss, ni http, ni https</translation>
    </message>
</context>
<context>
    <name>Station</name>
    <message>
        <source>%1 Mbit/s</source>
        <translation>%1 Mbit/s</translation>
    </message>
    <message>
        <source>%1 kbit/s</source>
        <translation>%1 kbit/s</translation>
    </message>
    <message>
        <source>video</source>
        <translation>vidéo</translation>
    </message>
    <message>
        <source>%1 at %2/s</source>
        <translation>%1 à %2/s</translation>
    </message>
    <message>
        <source>Connected, sending %1</source>
        <translation>Connecté, envoi en %1</translation>
    </message>
    <message>
        <source>round trip %1 ms</source>
        <translation>aller-retour %1 ms</translation>
    </message>
    <message>
        <source>%1 % lost</source>
        <translation>%1 % perdus</translation>
    </message>
    <message>
        <source>Connecting to %1</source>
        <translation>Connexion à %1</translation>
    </message>
    <message>
        <source>Starting the video connection with %1</source>
        <translation>Établissement de la liaison vidéo avec %1</translation>
    </message>
    <message>
        <source>Not connected to %1. %2 Trying again until it works.</source>
        <translation>Non connecté à %1. %2 Nouvelles tentatives en cours.</translation>
    </message>
    <message>
        <source>The server refused this camera: %1</source>
        <translation>Le serveur a refusé cette caméra : %1</translation>
    </message>
    <message>
        <source>The camera is in use by another program. Close it, then press Try again.</source>
        <translation>La caméra est utilisée par un autre programme. Fermez-le, puis appuyez sur « Réessayer ».</translation>
    </message>
    <message>
        <source>The camera is not connected. Plug it in; it goes on by itself.</source>
        <translation>La caméra n’est pas branchée. Branchez-la ; tout reprend de soi-même.</translation>
    </message>
    <message>
        <source>The camera cannot be opened: the system does not allow it. Check the permission or the privacy switch, then press Try again.</source>
        <translation>La caméra ne peut pas être ouverte : le système ne le permet pas. Vérifiez l’autorisation ou l’interrupteur de confidentialité, puis appuyez sur « Réessayer ».</translation>
    </message>
    <message>
        <source>The camera opened but gives no picture. Check its privacy switch, its cable, and whether another program uses it, then press Try again.</source>
        <translation>La caméra est ouverte mais ne donne pas d’image. Vérifiez son interrupteur, son câble et qu’aucun autre programme ne l’utilise, puis « Réessayer ».</translation>
    </message>
    <message>
        <source>The camera stopped. Check its cable; it goes on by itself.</source>
        <translation>La caméra s’est arrêtée. Vérifiez son câble ; tout reprend de soi-même.</translation>
    </message>
    <message>
        <source>The camera is not connected. Plug it in; the stream goes on by itself.</source>
        <translation>La caméra n’est pas branchée. Branchez-la ; l’envoi reprend de lui-même.</translation>
    </message>
    <message>
        <source>The camera is not connected.</source>
        <translation>La caméra n’est pas branchée.</translation>
    </message>
    <message>
        <source>Opening the source</source>
        <translation>Ouverture de la source</translation>
    </message>
    <message>
        <source>Not paired with a server yet.</source>
        <translation>Pas encore appairé avec un serveur.</translation>
    </message>
    <message>
        <source>Ready. Press Start to send this picture to %1.</source>
        <translation>Prêt. Appuyez sur « Démarrer » pour envoyer cette image à %1.</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>Non branchée</translation>
    </message>
    <message>
        <source>In use elsewhere</source>
        <translation>Utilisée ailleurs</translation>
    </message>
    <message>
        <source>No picture</source>
        <translation>Pas d’image</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Problème</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Prête</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>En pause</translation>
    </message>
    <message>
        <source>Sending</source>
        <translation>Envoi</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Refusée</translation>
    </message>
    <message>
        <source>Reconnecting</source>
        <translation>Reconnexion</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>Connexion</translation>
    </message>
    <message>
        <source>Connected, paused</source>
        <translation>Connecté, en pause</translation>
    </message>
    <message>
        <source>Connected, paused; %1</source>
        <translation>Connecté, en pause ; %1</translation>
    </message>
    <message>
        <source>Recognised lately: %1</source>
        <translation>Reconnus récemment : %1</translation>
    </message>
</context>
<context>
    <name>rollcall::capture::Capture</name>
    <message>
        <source>%1 does not give video.</source>
        <translation>%1 ne fournit pas de vidéo.</translation>
    </message>
</context>
<context>
    <name>rollcall::pairing::PairingClient</name>
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
    <name>rollcall::send::EncoderPipeline</name>
    <message>
        <source>The encoder %1 is not installed, or has no hardware here.</source>
        <translation>L’encodeur %1 n’est pas installé, ou son matériel manque ici.</translation>
    </message>
    <message>
        <source>The encoder %1 failed.</source>
        <translation>L’encodeur %1 est tombé en panne.</translation>
    </message>
</context>
<context>
    <name>rollcall::signaling::Channel</name>
    <message>
        <source>The connection was gone before it was used.</source>
        <translation>La connexion a disparu avant d’être utilisée.</translation>
    </message>
    <message>
        <source>%1 gave no sign of life for %2.</source>
        <translation>%1 n’a pas donné signe de vie pendant %2.</translation>
    </message>
    <message>
        <source>%1 sent a binary frame; only text is spoken here.</source>
        <translation>%1 a envoyé des données binaires&#xa0;; seul le texte est compris ici.</translation>
    </message>
    <message>
        <source>The certificate of %1 is not the one that this camera was paired with, so nothing was sent to it. If the server was set up anew, pair the camera again; otherwise somebody may be in between.</source>
        <translation>Le certificat de %1 n’est pas celui avec lequel cette caméra a été appairée&#xa0;: rien ne lui a donc été envoyé. Si le serveur a été réinstallé, appairez à nouveau la caméra&#xa0;; sinon, quelqu’un s’est peut-être interposé.</translation>
    </message>
    <message>
        <source>A message of %1 bytes was to be sent; %2 are allowed.</source>
        <translation>Un message de %1 octets devait être envoyé&#xa0;; %2 sont permis.</translation>
    </message>
    <message>
        <source>%1 does not take what is sent to it.</source>
        <translation>%1 ne prend pas ce qui lui est envoyé.</translation>
    </message>
    <message>
        <source>%1 sent more than %2 messages a second.</source>
        <translation>%1 a envoyé plus de %2 messages par seconde.</translation>
    </message>
    <message>
        <source>%1 sent %2 unusable messages in a row, the last: %3</source>
        <translation>%1 a envoyé %2 messages inutilisables de suite, le dernier&#xa0;: %3</translation>
    </message>
    <message>
        <source>%1 did not answer within %2. Check the address and the firewall between.</source>
        <translation>%1 n’a pas répondu en %2. Vérifiez l’adresse et le pare-feu intermédiaire.</translation>
    </message>
    <message>
        <source>The name %1 is not known to this network. Check the address.</source>
        <translation>Le nom %1 est inconnu de ce réseau. Vérifiez l’adresse.</translation>
    </message>
    <message>
        <source>%1 could not prove who it is: %2.</source>
        <translation>%1 n’a pas pu prouver son identité&#xa0;: %2.</translation>
    </message>
    <message>
        <source>Nothing answers at %1. Is rollcall-server running there?</source>
        <translation>Rien ne répond à %1. rollcall-server y tourne-t-il&#xa0;?</translation>
    </message>
    <message>
        <source>%1 answers, but not as a Rollcall server that lets this machine in (%2). Check the address.</source>
        <translation>%1 répond, mais pas comme un serveur Rollcall qui laisse entrer cette machine (%2). Vérifiez l’adresse.</translation>
    </message>
    <message>
        <source>%1 cannot be reached: %2.</source>
        <translation>%1 est injoignable&#xa0;: %2.</translation>
    </message>
    <message>
        <source>The connection to %1 broke.</source>
        <translation>La connexion à %1 s’est rompue.</translation>
    </message>
    <message>
        <source>%1 left%2.</source>
        <translation>%1 est parti%2.</translation>
    </message>
    <message>
        <source>A message to or from %1 was larger than %2 bytes.</source>
        <translation>Un message vers ou de %1 dépassait %2 octets.</translation>
    </message>
    <message>
        <source>The frames to or from %1 were not valid WebSocket text%2.</source>
        <translation>Les données vers ou de %1 n’étaient pas du texte WebSocket valide%2.</translation>
    </message>
    <message>
        <source>%1 closed the connection with code %2%3.</source>
        <translation>%1 a fermé la connexion avec le code %2%3.</translation>
    </message>
</context>
<context>
    <name>rollcall::window::AddSourceDialog</name>
    <message>
        <source>Add a test picture</source>
        <translation>Ajouter une mire</translation>
    </message>
    <message>
        <source>Add a video file</source>
        <translation>Ajouter un fichier vidéo</translation>
    </message>
    <message>
        <source>Add a network camera</source>
        <translation>Ajouter une caméra réseau</translation>
    </message>
    <message>
        <source>Add a GStreamer pipeline</source>
        <translation>Ajouter un pipeline GStreamer</translation>
    </message>
    <message>
        <source>&amp;Pattern:</source>
        <translation>&amp;Motif :</translation>
    </message>
    <message>
        <source>&amp;File:</source>
        <translation>&amp;Fichier :</translation>
    </message>
    <message>
        <source>&amp;Address:</source>
        <translation>&amp;Adresse :</translation>
    </message>
    <message>
        <source>&amp;Pipeline:</source>
        <translation>&amp;Pipeline :</translation>
    </message>
    <message>
        <source>As the source calls itself</source>
        <translation>Le nom que donne la source</translation>
    </message>
    <message>
        <source>GStreamer pipeline</source>
        <translation>Pipeline GStreamer</translation>
    </message>
    <message>
        <source>&amp;Name:</source>
        <translation>&amp;Nom :</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>Pa&amp;rcourir…</translation>
    </message>
    <message>
        <source>A&amp;dd</source>
        <translation>A&amp;jouter</translation>
    </message>
    <message>
        <source>Videos (*.mp4 *.mkv *.webm *.mov *.avi *.m4v *.ts);;All files (*)</source>
        <translation>Vidéos (*.mp4 *.mkv *.webm *.mov *.avi *.m4v *.ts);;Tous les fichiers (*)</translation>
    </message>
</context>
<context>
    <name>rollcall::window::ConnectPage</name>
    <message>
        <source>The server shows it after “rollcall-server pair --camera NAME”. A link that begins with “rollcall:” holds the address as well.</source>
        <translation>Le serveur l’affiche après « rollcall-server pair --camera NOM ». Un lien qui commence par « rollcall: » contient aussi l’adresse.</translation>
    </message>
    <message>
        <source>&amp;Connect</source>
        <translation>&amp;Connecter</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Retour</translation>
    </message>
    <message>
        <source>Enter the code shown on the server</source>
        <translation>Saisissez le code affiché par le serveur</translation>
    </message>
    <message>
        <source>K7Q4-XHWM or rollcall://…</source>
        <translation>K7Q4-XHWM ou rollcall://…</translation>
    </message>
    <message>
        <source>server.example:8443</source>
        <translation>server.example:8443</translation>
    </message>
    <message>
        <source>C&amp;ode or link:</source>
        <translation>C&amp;ode ou lien :</translation>
    </message>
    <message>
        <source>Server &amp;address:</source>
        <translation>&amp;Adresse du serveur :</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>Connexion…</translation>
    </message>
    <message>
        <source>&amp;Scan with a camera</source>
        <translation>&amp;Scanner avec une caméra</translation>
    </message>
    <message>
        <source>What the camera sees</source>
        <translation>Ce que voit la caméra</translation>
    </message>
    <message>
        <source>Hold the QR code of the server in front of the camera</source>
        <translation>Placez le code QR du serveur devant la caméra</translation>
    </message>
</context>
<context>
    <name>rollcall::window::LinkPlots</name>
    <message>
        <source>Bitrate, round trip and loss of the last two minutes</source>
        <translation>Débit, aller-retour et perte des deux dernières minutes</translation>
    </message>
    <message>
        <source>Click to enlarge</source>
        <translation>Cliquer pour agrandir</translation>
    </message>
    <message>
        <source>Click to shrink</source>
        <translation>Cliquer pour réduire</translation>
    </message>
    <message>
        <source>Bitrate</source>
        <translation>Débit</translation>
    </message>
    <message>
        <source>%1 kbit/s</source>
        <translation>%1 kbit/s</translation>
    </message>
    <message>
        <source>Round trip</source>
        <translation>Aller-retour</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Perte</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
</context>
<context>
    <name>rollcall::window::LogDialog</name>
    <message>
        <source>Log</source>
        <translation>Journal</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Copier</translation>
    </message>
    <message>
        <source>&amp;Save…</source>
        <translation>&amp;Enregistrer…</translation>
    </message>
    <message>
        <source>%1 could not be written: %2. Check that the disk is not full and that you may write there.</source>
        <translation>%1 n’a pas pu être écrit : %2. Vérifiez que le disque n’est pas plein et que vous pouvez y écrire.</translation>
    </message>
    <message>
        <source>Save the log</source>
        <translation>Enregistrer le journal</translation>
    </message>
    <message>
        <source>Text (*.log *.txt)</source>
        <translation>Texte (*.log *.txt)</translation>
    </message>
</context>
<context>
    <name>rollcall::window::MainWindow</name>
    <message>
        <source>Rollcall Camera</source>
        <translation>Caméra Rollcall</translation>
    </message>
    <message>
        <source>&amp;Camera</source>
        <translation>&amp;Caméra</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>&amp;Démarrer</translation>
    </message>
    <message>
        <source>&amp;Add another source</source>
        <translation>&amp;Ajouter une autre source</translation>
    </message>
    <message>
        <source>&amp;Rename…</source>
        <translation>&amp;Renommer…</translation>
    </message>
    <message>
        <source>Re&amp;move</source>
        <translation>S&amp;upprimer</translation>
    </message>
    <message>
        <source>&amp;Pair with a server…</source>
        <translation>A&amp;ppairer avec un serveur…</translation>
    </message>
    <message>
        <source>S&amp;ettings…</source>
        <translation>Pa&amp;ramètres…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Quitter</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>A&amp;ffichage</translation>
    </message>
    <message>
        <source>Large &amp;plots</source>
        <translation>Grandes &amp;courbes</translation>
    </message>
    <message>
        <source>&amp;Log…</source>
        <translation>&amp;Journal…</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>A&amp;ide</translation>
    </message>
    <message>
        <source>Save a &amp;problem report…</source>
        <translation>Enregistrer un &amp;rapport de problème…</translation>
    </message>
    <message>
        <source>&amp;About Rollcall</source>
        <translation>À &amp;propos de Rollcall</translation>
    </message>
    <message>
        <source>&amp;Test picture…</source>
        <translation>&amp;Mire…</translation>
    </message>
    <message>
        <source>Video &amp;file…</source>
        <translation>&amp;Fichier vidéo…</translation>
    </message>
    <message>
        <source>&amp;Network camera (RTSP)…</source>
        <translation>Caméra &amp;réseau (RTSP)…</translation>
    </message>
    <message>
        <source>GStreamer &amp;pipeline…</source>
        <translation>&amp;Pipeline GStreamer…</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>&amp;Arrêter</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Supprimer</translation>
    </message>
    <message>
        <source>Remove “%1” from the list?</source>
        <translation>Supprimer « %1 » de la liste ?</translation>
    </message>
    <message>
        <source>Its name and its picture settings are forgotten. The server keeps what it received.</source>
        <translation>Son nom et ses réglages d’image sont oubliés. Le serveur garde ce qu’il a reçu.</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Supprimer</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Renommer</translation>
    </message>
    <message>
        <source>Name of the camera, as the server shows it:</source>
        <translation>Nom de la caméra, tel que le serveur l’affiche :</translation>
    </message>
    <message>
        <source>The settings cannot be saved in %1. Check that the disk is not full and that you may write there.</source>
        <translation>Les paramètres ne peuvent pas être enregistrés dans %1. Vérifiez que le disque n’est pas plein et que vous pouvez y écrire.</translation>
    </message>
    <message>
        <source>Keep streaming in the tray?</source>
        <translation>Continuer l’envoi dans la zone de notification ?</translation>
    </message>
    <message>
        <source>The window goes, the cameras go on. You can change this later in the settings.</source>
        <translation>La fenêtre disparaît, les caméras continuent. Vous pourrez changer cela dans les paramètres.</translation>
    </message>
    <message>
        <source>&amp;Keep streaming</source>
        <translation>&amp;Continuer</translation>
    </message>
    <message>
        <source>&amp;Stop and quit</source>
        <translation>&amp;Arrêter et quitter</translation>
    </message>
    <message>
        <source>Save a problem report</source>
        <translation>Enregistrer un rapport de problème</translation>
    </message>
    <message>
        <source>Text (*.txt)</source>
        <translation>Texte (*.txt)</translation>
    </message>
    <message>
        <source>About Rollcall</source>
        <translation>À propos de Rollcall</translation>
    </message>
    <message>
        <source>Rollcall Camera %1
Sends cameras to a Rollcall server, which keeps the attendance register.

Free software under the GNU General Public License, version 3 or later.</source>
        <translation>Caméra Rollcall %1
Envoie des caméras à un serveur Rollcall, qui tient le registre de présence.

Logiciel libre sous la licence publique générale GNU, version 3 ou ultérieure.</translation>
    </message>
    <message>
        <source>The settings were damaged and could not be read. They were kept as %1; the program goes on with the usual ones.</source>
        <translation>Les paramètres étaient endommagés et illisibles. Ils ont été gardés sous %1 ; le programme continue avec ceux par défaut.</translation>
    </message>
    <message>
        <source>“%1” needs a code of its own: on this server each camera has one.</source>
        <translation>« %1 » a besoin de son propre code : sur ce serveur, chaque caméra a le sien.</translation>
    </message>
    <message>
        <source>No camera is connected. Plug one in, or type the code.</source>
        <translation>Aucune caméra n’est connectée. Branchez-en une ou saisissez le code.</translation>
    </message>
</context>
<context>
    <name>rollcall::window::Pairings</name>
    <message>
        <source>%1 The code is used up: make another one on the server when this is mended.</source>
        <translation>%1 Le code est consommé : créez-en un autre sur le serveur quand c’est réparé.</translation>
    </message>
</context>
<context>
    <name>rollcall::window::PreviewWidget</name>
    <message>
        <source>Live picture</source>
        <translation>Image en direct</translation>
    </message>
</context>
<context>
    <name>rollcall::window::SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Paramètres</translation>
    </message>
    <message>
        <source>&amp;General</source>
        <translation>&amp;Général</translation>
    </message>
    <message>
        <source>&amp;Video</source>
        <translation>&amp;Vidéo</translation>
    </message>
    <message>
        <source>&amp;Network</source>
        <translation>&amp;Réseau</translation>
    </message>
    <message>
        <source>&amp;Advanced</source>
        <translation>A&amp;vancé</translation>
    </message>
    <message>
        <source>&amp;Start with the system</source>
        <translation>Démarrer avec le &amp;système</translation>
    </message>
    <message>
        <source>Start &amp;minimised</source>
        <translation>Démarrer &amp;minimisé</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>Demander</translation>
    </message>
    <message>
        <source>Keep streaming in the tray</source>
        <translation>Continuer dans la zone de notification</translation>
    </message>
    <message>
        <source>Stop and quit</source>
        <translation>Arrêter et quitter</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Comme le système</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Clair</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Sombre</translation>
    </message>
    <message>
        <source>When the window is &amp;closed while streaming:</source>
        <translation>À la &amp;fermeture de la fenêtre pendant l’envoi :</translation>
    </message>
    <message>
        <source>&amp;Look:</source>
        <translation>&amp;Apparence :</translation>
    </message>
    <message>
        <source>Lan&amp;guage:</source>
        <translation>Lan&amp;gue :</translation>
    </message>
    <message>
        <source>The language changes with the next start.</source>
        <translation>La langue change au prochain démarrage.</translation>
    </message>
    <message>
        <source> a second</source>
        <translation> par seconde</translation>
    </message>
    <message>
        <source>&amp;Automatic, by size and rate</source>
        <translation>&amp;Automatique, selon taille et cadence</translation>
    </message>
    <message>
        <source> kbit/s</source>
        <translation> kbit/s</translation>
    </message>
    <message>
        <source>Bitrate</source>
        <translation>Débit</translation>
    </message>
    <message>
        <source>&amp;Codec:</source>
        <translation>&amp;Codec :</translation>
    </message>
    <message>
        <source>&amp;Largest picture:</source>
        <translation>Plus &amp;grande image :</translation>
    </message>
    <message>
        <source>&amp;Highest rate:</source>
        <translation>Cadence &amp;maximale :</translation>
    </message>
    <message>
        <source>Bitrate:</source>
        <translation>Débit :</translation>
    </message>
    <message>
        <source>Changes go into a running stream at once. A camera may have a picture of its own, chosen under its live picture.</source>
        <translation>Les changements s’appliquent aussitôt au flux en cours. Une caméra peut avoir son propre format, choisi sous son image.</translation>
    </message>
    <message>
        <source>&amp;Pair with a server…</source>
        <translation>A&amp;ppairer avec un serveur…</translation>
    </message>
    <message>
        <source>&amp;Server:</source>
        <translation>&amp;Serveur :</translation>
    </message>
    <message>
        <source>For example server.example:8443. Cameras that stream connect anew when it changes.</source>
        <translation>Par exemple server.example:8443. Les caméras en cours d’envoi se reconnectent quand il change.</translation>
    </message>
    <message>
        <source>&amp;Detailed log</source>
        <translation>Journal &amp;détaillé</translation>
    </message>
    <message>
        <source>Tells more in the log view and in problem reports. No secrets, no pictures.</source>
        <translation>En dit plus dans le journal et les rapports. Ni secrets, ni images.</translation>
    </message>
    <message>
        <source>The best that works</source>
        <translation>Le meilleur qui fonctionne</translation>
    </message>
    <message>
        <source> (hardware)</source>
        <translation> (matériel)</translation>
    </message>
    <message>
        <source> s</source>
        <translation> s</translation>
    </message>
    <message>
        <source>Send less when the &amp;network carries less</source>
        <translation>Envoyer moins quand le &amp;réseau porte moins</translation>
    </message>
    <message>
        <source>&amp;Encoder:</source>
        <translation>&amp;Encodeur :</translation>
    </message>
    <message>
        <source>&amp;Key frame every:</source>
        <translation>Image &amp;clé toutes les :</translation>
    </message>
    <message>
        <source>Encoder &amp;options:</source>
        <translation>&amp;Options de l’encodeur :</translation>
    </message>
    <message>
        <source>&amp;Packet options:</source>
        <translation>Options des &amp;paquets :</translation>
    </message>
</context>
<context>
    <name>rollcall::window::SourceList</name>
    <message>
        <source>Sources</source>
        <translation>Sources</translation>
    </message>
    <message>
        <source>System default</source>
        <translation>Par défaut</translation>
    </message>
</context>
<context>
    <name>rollcall::window::StationEngine</name>
    <message>
        <source>%1 goes on in its place.</source>
        <translation>%1 prend le relais.</translation>
    </message>
    <message>
        <source>Press Try again, or choose another encoder in the settings.</source>
        <translation>Appuyez sur «&#xa0;Réessayer&#xa0;», ou choisissez un autre encodeur dans les paramètres.</translation>
    </message>
</context>
<context>
    <name>rollcall::window::StationPane</name>
    <message>
        <source>%1 at %2/s (%3)</source>
        <translation>%1 à %2/s (%3)</translation>
    </message>
    <message>
        <source>Try &amp;again</source>
        <translation>&amp;Réessayer</translation>
    </message>
    <message>
        <source>&amp;Picture:</source>
        <translation>&amp;Image :</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>&amp;Arrêter</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>&amp;Démarrer</translation>
    </message>
    <message>
        <source>No camera is connected. Plug one in, or add another source.</source>
        <translation>Aucune caméra n’est branchée. Branchez-en une ou ajoutez une autre source.</translation>
    </message>
    <message>
        <source>No source</source>
        <translation>Aucune source</translation>
    </message>
    <message>
        <source>No picture</source>
        <translation>Pas d’image</translation>
    </message>
    <message>
        <source>Opening the source</source>
        <translation>Ouverture de la source</translation>
    </message>
    <message>
        <source>As the settings say</source>
        <translation>Selon les paramètres</translation>
    </message>
    <message>
        <source>&amp;Resume</source>
        <translation>Re&amp;prendre</translation>
    </message>
    <message>
        <source>P&amp;ause</source>
        <translation>P&amp;ause</translation>
    </message>
    <message>
        <source>Paused: the camera is free for other programs</source>
        <translation>En pause&#xa0;: la caméra est libre pour d’autres programmes</translation>
    </message>
</context>
<context>
    <name>rollcall::window::Tray</name>
    <message>
        <source>&amp;Show the window</source>
        <translation>&amp;Afficher la fenêtre</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Quitter</translation>
    </message>
    <message>
        <source>Rollcall Camera</source>
        <translation>Caméra Rollcall</translation>
    </message>
</context>
</TS>
