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
        <source>%1, the system’s default</source>
        <translation>%1, par défaut du système</translation>
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
