<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de">
<context>
    <name>Autostart</name>
    <message>
        <source>%1 could not be removed. Remove it by hand.</source>
        <translation>%1 konnte nicht entfernt werden. Entfernen Sie die Datei von Hand.</translation>
    </message>
    <message>
        <source>%1 could not be written: %2. The program does not start with the system.</source>
        <translation>%1 konnte nicht geschrieben werden: %2. Das Programm startet nicht mit dem System.</translation>
    </message>
    <message>
        <source>The system does not let this program start by itself.</source>
        <translation>Das System lässt dieses Programm nicht von selbst starten.</translation>
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
        <translation>Video</translation>
    </message>
    <message>
        <source>%1 at %2/s</source>
        <translation>%1 mit %2/s</translation>
    </message>
    <message>
        <source>Connected, sending %1</source>
        <translation>Verbunden, sendet %1</translation>
    </message>
    <message>
        <source>round trip %1 ms</source>
        <translation>Laufzeit %1 ms</translation>
    </message>
    <message>
        <source>%1 % lost</source>
        <translation>%1 % verloren</translation>
    </message>
    <message>
        <source>Connecting to %1</source>
        <translation>Verbindung zu %1 wird aufgebaut</translation>
    </message>
    <message>
        <source>Starting the video connection with %1</source>
        <translation>Videoverbindung mit %1 wird aufgebaut</translation>
    </message>
    <message>
        <source>Not connected to %1. %2 Trying again until it works.</source>
        <translation>Nicht mit %1 verbunden. %2 Es wird weiter versucht.</translation>
    </message>
    <message>
        <source>The server refused this camera: %1</source>
        <translation>Der Server hat diese Kamera abgelehnt: %1</translation>
    </message>
    <message>
        <source>The camera is in use by another program. Close it, then press Try again.</source>
        <translation>Die Kamera wird von einem anderen Programm benutzt. Schließen Sie es und drücken Sie „Erneut versuchen“.</translation>
    </message>
    <message>
        <source>The camera is not connected. Plug it in; it goes on by itself.</source>
        <translation>Die Kamera ist nicht angeschlossen. Schließen Sie sie an; es geht von selbst weiter.</translation>
    </message>
    <message>
        <source>The camera cannot be opened: the system does not allow it. Check the permission or the privacy switch, then press Try again.</source>
        <translation>Die Kamera lässt sich nicht öffnen: Das System erlaubt es nicht. Prüfen Sie Berechtigung und Privatsphäre-Schalter und drücken Sie „Erneut versuchen“.</translation>
    </message>
    <message>
        <source>The camera opened but gives no picture. Check its privacy switch, its cable, and whether another program uses it, then press Try again.</source>
        <translation>Die Kamera ist offen, gibt aber kein Bild. Prüfen Sie Privatsphäre-Schalter und Kabel, und ob ein anderes Programm sie benutzt; dann „Erneut versuchen“.</translation>
    </message>
    <message>
        <source>The camera stopped. Check its cable; it goes on by itself.</source>
        <translation>Die Kamera ist stehen geblieben. Prüfen Sie das Kabel; es geht von selbst weiter.</translation>
    </message>
    <message>
        <source>The camera is not connected. Plug it in; the stream goes on by itself.</source>
        <translation>Die Kamera ist nicht angeschlossen. Schließen Sie sie an; das Senden geht von selbst weiter.</translation>
    </message>
    <message>
        <source>The camera is not connected.</source>
        <translation>Die Kamera ist nicht angeschlossen.</translation>
    </message>
    <message>
        <source>Opening the source</source>
        <translation>Die Quelle wird geöffnet</translation>
    </message>
    <message>
        <source>Not paired with a server yet.</source>
        <translation>Noch mit keinem Server gekoppelt.</translation>
    </message>
    <message>
        <source>Ready. Press Start to send this picture to %1.</source>
        <translation>Bereit. Mit „Starten“ geht dieses Bild an %1.</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>Nicht angeschlossen</translation>
    </message>
    <message>
        <source>In use elsewhere</source>
        <translation>Anderswo benutzt</translation>
    </message>
    <message>
        <source>No picture</source>
        <translation>Kein Bild</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Problem</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Bereit</translation>
    </message>
    <message>
        <source>Sending</source>
        <translation>Sendet</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>Reconnecting</source>
        <translation>Verbindet neu</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>Verbindet</translation>
    </message>
    <message>
        <source>Connected, paused</source>
        <translation>Verbunden, angehalten</translation>
    </message>
    <message>
        <source>Connected, paused; %1</source>
        <translation>Verbunden, angehalten; %1</translation>
    </message>
    <message>
        <source>Recognised lately: %1</source>
        <translation>Zuletzt erkannt: %1</translation>
    </message>
</context>
<context>
    <name>rollcall::window::AddSourceDialog</name>
    <message>
        <source>Add a test picture</source>
        <translation>Testbild hinzufügen</translation>
    </message>
    <message>
        <source>Add a video file</source>
        <translation>Videodatei hinzufügen</translation>
    </message>
    <message>
        <source>Add a network camera</source>
        <translation>Netzwerkkamera hinzufügen</translation>
    </message>
    <message>
        <source>Add a GStreamer pipeline</source>
        <translation>GStreamer-Pipeline hinzufügen</translation>
    </message>
    <message>
        <source>&amp;Pattern:</source>
        <translation>&amp;Muster:</translation>
    </message>
    <message>
        <source>&amp;File:</source>
        <translation>&amp;Datei:</translation>
    </message>
    <message>
        <source>&amp;Address:</source>
        <translation>&amp;Adresse:</translation>
    </message>
    <message>
        <source>&amp;Pipeline:</source>
        <translation>&amp;Pipeline:</translation>
    </message>
    <message>
        <source>As the source calls itself</source>
        <translation>Wie die Quelle sich nennt</translation>
    </message>
    <message>
        <source>GStreamer pipeline</source>
        <translation>GStreamer-Pipeline</translation>
    </message>
    <message>
        <source>&amp;Name:</source>
        <translation>&amp;Name:</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>Du&amp;rchsuchen…</translation>
    </message>
    <message>
        <source>A&amp;dd</source>
        <translation>&amp;Hinzufügen</translation>
    </message>
    <message>
        <source>Videos (*.mp4 *.mkv *.webm *.mov *.avi *.m4v *.ts);;All files (*)</source>
        <translation>Videos (*.mp4 *.mkv *.webm *.mov *.avi *.m4v *.ts);;Alle Dateien (*)</translation>
    </message>
</context>
<context>
    <name>rollcall::window::ConnectPage</name>
    <message>
        <source>The server shows it after “rollcall-server pair --camera NAME”. A link that begins with “rollcall:” holds the address as well.</source>
        <translation>Der Server zeigt ihn nach „rollcall-server pair --camera NAME“. Ein Link, der mit „rollcall:“ beginnt, enthält auch die Adresse.</translation>
    </message>
    <message>
        <source>&amp;Connect</source>
        <translation>&amp;Verbinden</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Zurück</translation>
    </message>
    <message>
        <source>Enter the code shown on the server</source>
        <translation>Geben Sie den Code ein, den der Server zeigt</translation>
    </message>
    <message>
        <source>K7Q4-XHWM or rollcall://…</source>
        <translation>K7Q4-XHWM oder rollcall://…</translation>
    </message>
    <message>
        <source>server.example:8443</source>
        <translation>server.example:8443</translation>
    </message>
    <message>
        <source>C&amp;ode or link:</source>
        <translation>C&amp;ode oder Link:</translation>
    </message>
    <message>
        <source>Server &amp;address:</source>
        <translation>Server-&amp;Adresse:</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>Verbindung wird aufgebaut…</translation>
    </message>
    <message>
        <source>&amp;Scan with a camera</source>
        <translation>Mit Kamera &amp;scannen</translation>
    </message>
    <message>
        <source>What the camera sees</source>
        <translation>Was die Kamera sieht</translation>
    </message>
    <message>
        <source>Hold the QR code of the server in front of the camera</source>
        <translation>QR-Code des Servers vor die Kamera halten</translation>
    </message>
</context>
<context>
    <name>rollcall::window::LinkPlots</name>
    <message>
        <source>Bitrate, round trip and loss of the last two minutes</source>
        <translation>Bitrate, Laufzeit und Verlust der letzten zwei Minuten</translation>
    </message>
    <message>
        <source>Click to enlarge</source>
        <translation>Klicken zum Vergrößern</translation>
    </message>
    <message>
        <source>Click to shrink</source>
        <translation>Klicken zum Verkleinern</translation>
    </message>
    <message>
        <source>Bitrate</source>
        <translation>Bitrate</translation>
    </message>
    <message>
        <source>%1 kbit/s</source>
        <translation>%1 kbit/s</translation>
    </message>
    <message>
        <source>Round trip</source>
        <translation>Laufzeit</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Verlust</translation>
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
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>&amp;Save…</source>
        <translation>&amp;Speichern…</translation>
    </message>
    <message>
        <source>%1 could not be written: %2. Check that the disk is not full and that you may write there.</source>
        <translation>%1 konnte nicht geschrieben werden: %2. Prüfen Sie, ob die Platte voll ist und ob Sie dort schreiben dürfen.</translation>
    </message>
    <message>
        <source>Save the log</source>
        <translation>Protokoll speichern</translation>
    </message>
    <message>
        <source>Text (*.log *.txt)</source>
        <translation>Text (*.log *.txt)</translation>
    </message>
</context>
<context>
    <name>rollcall::window::MainWindow</name>
    <message>
        <source>Rollcall Camera</source>
        <translation>Rollcall-Kamera</translation>
    </message>
    <message>
        <source>&amp;Camera</source>
        <translation>&amp;Kamera</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>&amp;Starten</translation>
    </message>
    <message>
        <source>&amp;Add another source</source>
        <translation>Andere Quelle &amp;hinzufügen</translation>
    </message>
    <message>
        <source>&amp;Rename…</source>
        <translation>&amp;Umbenennen…</translation>
    </message>
    <message>
        <source>Re&amp;move</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>&amp;Pair with a server…</source>
        <translation>Mit einem Server &amp;koppeln…</translation>
    </message>
    <message>
        <source>S&amp;ettings…</source>
        <translation>Ei&amp;nstellungen…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>Large &amp;plots</source>
        <translation>Große &amp;Kurven</translation>
    </message>
    <message>
        <source>&amp;Log…</source>
        <translation>&amp;Protokoll…</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>Save a &amp;problem report…</source>
        <translation>&amp;Problembericht speichern…</translation>
    </message>
    <message>
        <source>&amp;About Rollcall</source>
        <translation>Ü&amp;ber Rollcall</translation>
    </message>
    <message>
        <source>&amp;Test picture…</source>
        <translation>&amp;Testbild…</translation>
    </message>
    <message>
        <source>Video &amp;file…</source>
        <translation>Video&amp;datei…</translation>
    </message>
    <message>
        <source>&amp;Network camera (RTSP)…</source>
        <translation>&amp;Netzwerkkamera (RTSP)…</translation>
    </message>
    <message>
        <source>GStreamer &amp;pipeline…</source>
        <translation>GStreamer-&amp;Pipeline…</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>&amp;Stoppen</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Remove “%1” from the list?</source>
        <translation>„%1“ aus der Liste entfernen?</translation>
    </message>
    <message>
        <source>Its name and its picture settings are forgotten. The server keeps what it received.</source>
        <translation>Name und Bildeinstellungen werden vergessen. Der Server behält, was er empfangen hat.</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Name of the camera, as the server shows it:</source>
        <translation>Name der Kamera, wie der Server ihn zeigt:</translation>
    </message>
    <message>
        <source>The settings cannot be saved in %1. Check that the disk is not full and that you may write there.</source>
        <translation>Die Einstellungen können nicht in %1 gespeichert werden. Prüfen Sie, ob die Platte voll ist und ob Sie dort schreiben dürfen.</translation>
    </message>
    <message>
        <source>Keep streaming in the tray?</source>
        <translation>Im Infobereich weiter senden?</translation>
    </message>
    <message>
        <source>The window goes, the cameras go on. You can change this later in the settings.</source>
        <translation>Das Fenster verschwindet, die Kameras senden weiter. Das lässt sich später in den Einstellungen ändern.</translation>
    </message>
    <message>
        <source>&amp;Keep streaming</source>
        <translation>&amp;Weiter senden</translation>
    </message>
    <message>
        <source>&amp;Stop and quit</source>
        <translation>&amp;Stoppen und beenden</translation>
    </message>
    <message>
        <source>Save a problem report</source>
        <translation>Problembericht speichern</translation>
    </message>
    <message>
        <source>Text (*.txt)</source>
        <translation>Text (*.txt)</translation>
    </message>
    <message>
        <source>About Rollcall</source>
        <translation>Über Rollcall</translation>
    </message>
    <message>
        <source>Rollcall Camera %1
Sends cameras to a Rollcall server, which keeps the attendance register.

Free software under the GNU General Public License, version 3 or later.</source>
        <translation>Rollcall-Kamera %1
Sendet Kameras an einen Rollcall-Server, der die Anwesenheitsliste führt.

Freie Software unter der GNU General Public License, Version 3 oder später.</translation>
    </message>
    <message>
        <source>The settings were damaged and could not be read. They were kept as %1; the program goes on with the usual ones.</source>
        <translation>Die Einstellungen waren beschädigt und nicht lesbar. Sie wurden als %1 aufgehoben; das Programm arbeitet mit den üblichen weiter.</translation>
    </message>
    <message>
        <source>“%1” needs a code of its own: on this server each camera has one.</source>
        <translation>„%1“ braucht einen eigenen Code: Auf diesem Server hat jede Kamera einen.</translation>
    </message>
    <message>
        <source>No camera is connected. Plug one in, or type the code.</source>
        <translation>Es ist keine Kamera angeschlossen. Schließen Sie eine an, oder tippen Sie den Code ein.</translation>
    </message>
</context>
<context>
    <name>rollcall::window::Pairings</name>
    <message>
        <source>%1 The code is used up: make another one on the server when this is mended.</source>
        <translation>%1 Der Code ist verbraucht: Machen Sie auf dem Server einen neuen, wenn das behoben ist.</translation>
    </message>
</context>
<context>
    <name>rollcall::window::PreviewWidget</name>
    <message>
        <source>Live picture</source>
        <translation>Livebild</translation>
    </message>
</context>
<context>
    <name>rollcall::window::SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>&amp;General</source>
        <translation>&amp;Allgemein</translation>
    </message>
    <message>
        <source>&amp;Video</source>
        <translation>&amp;Video</translation>
    </message>
    <message>
        <source>&amp;Network</source>
        <translation>&amp;Netzwerk</translation>
    </message>
    <message>
        <source>&amp;Advanced</source>
        <translation>&amp;Erweitert</translation>
    </message>
    <message>
        <source>&amp;Start with the system</source>
        <translation>Mit dem System &amp;starten</translation>
    </message>
    <message>
        <source>Start &amp;minimised</source>
        <translation>&amp;Minimiert starten</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>Fragen</translation>
    </message>
    <message>
        <source>Keep streaming in the tray</source>
        <translation>Im Infobereich weiter senden</translation>
    </message>
    <message>
        <source>Stop and quit</source>
        <translation>Stoppen und beenden</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>When the window is &amp;closed while streaming:</source>
        <translation>Beim S&amp;chließen des Fensters während des Sendens:</translation>
    </message>
    <message>
        <source>&amp;Look:</source>
        <translation>&amp;Aussehen:</translation>
    </message>
    <message>
        <source>Lan&amp;guage:</source>
        <translation>S&amp;prache:</translation>
    </message>
    <message>
        <source>The language changes with the next start.</source>
        <translation>Die Sprache wechselt beim nächsten Start.</translation>
    </message>
    <message>
        <source> a second</source>
        <translation> je Sekunde</translation>
    </message>
    <message>
        <source>&amp;Automatic, by size and rate</source>
        <translation>&amp;Automatisch, nach Größe und Rate</translation>
    </message>
    <message>
        <source> kbit/s</source>
        <translation> kbit/s</translation>
    </message>
    <message>
        <source>Bitrate</source>
        <translation>Bitrate</translation>
    </message>
    <message>
        <source>&amp;Codec:</source>
        <translation>&amp;Codec:</translation>
    </message>
    <message>
        <source>&amp;Largest picture:</source>
        <translation>&amp;Größtes Bild:</translation>
    </message>
    <message>
        <source>&amp;Highest rate:</source>
        <translation>&amp;Höchste Rate:</translation>
    </message>
    <message>
        <source>Bitrate:</source>
        <translation>Bitrate:</translation>
    </message>
    <message>
        <source>Changes go into a running stream at once. A camera may have a picture of its own, chosen under its live picture.</source>
        <translation>Änderungen wirken sofort im laufenden Strom. Eine Kamera kann ein eigenes Bildformat haben, gewählt unter ihrem Livebild.</translation>
    </message>
    <message>
        <source>&amp;Pair with a server…</source>
        <translation>Mit einem Server &amp;koppeln…</translation>
    </message>
    <message>
        <source>&amp;Server:</source>
        <translation>&amp;Server:</translation>
    </message>
    <message>
        <source>For example server.example:8443. Cameras that stream connect anew when it changes.</source>
        <translation>Zum Beispiel server.example:8443. Sendende Kameras verbinden sich bei einer Änderung neu.</translation>
    </message>
    <message>
        <source>&amp;Detailed log</source>
        <translation>&amp;Ausführliches Protokoll</translation>
    </message>
    <message>
        <source>Tells more in the log view and in problem reports. No secrets, no pictures.</source>
        <translation>Sagt mehr im Protokoll und in Problemberichten. Keine Geheimnisse, keine Bilder.</translation>
    </message>
    <message>
        <source>The best that works</source>
        <translation>Der beste, der funktioniert</translation>
    </message>
    <message>
        <source> (hardware)</source>
        <translation> (Hardware)</translation>
    </message>
    <message>
        <source> s</source>
        <translation> s</translation>
    </message>
    <message>
        <source>Send less when the &amp;network carries less</source>
        <translation>Weniger senden, wenn das &amp;Netz weniger trägt</translation>
    </message>
    <message>
        <source>&amp;Encoder:</source>
        <translation>&amp;Encoder:</translation>
    </message>
    <message>
        <source>&amp;Key frame every:</source>
        <translation>&amp;Schlüsselbild alle:</translation>
    </message>
    <message>
        <source>Encoder &amp;options:</source>
        <translation>Encoder-&amp;Optionen:</translation>
    </message>
    <message>
        <source>&amp;Packet options:</source>
        <translation>&amp;Paketoptionen:</translation>
    </message>
</context>
<context>
    <name>rollcall::window::SourceList</name>
    <message>
        <source>Sources</source>
        <translation>Quellen</translation>
    </message>
    <message>
        <source>%1, the system’s default</source>
        <translation>%1, Standard des Systems</translation>
    </message>
</context>
<context>
    <name>rollcall::window::StationPane</name>
    <message>
        <source>%1 at %2/s (%3)</source>
        <translation>%1 mit %2/s (%3)</translation>
    </message>
    <message>
        <source>Try &amp;again</source>
        <translation>E&amp;rneut versuchen</translation>
    </message>
    <message>
        <source>&amp;Picture:</source>
        <translation>&amp;Bild:</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>&amp;Stoppen</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>&amp;Starten</translation>
    </message>
    <message>
        <source>No camera is connected. Plug one in, or add another source.</source>
        <translation>Keine Kamera angeschlossen. Schließen Sie eine an, oder fügen Sie eine andere Quelle hinzu.</translation>
    </message>
    <message>
        <source>No source</source>
        <translation>Keine Quelle</translation>
    </message>
    <message>
        <source>No picture</source>
        <translation>Kein Bild</translation>
    </message>
    <message>
        <source>Opening the source</source>
        <translation>Die Quelle wird geöffnet</translation>
    </message>
    <message>
        <source>As the settings say</source>
        <translation>Wie in den Einstellungen</translation>
    </message>
    <message>
        <source>&amp;Resume</source>
        <translation>Fo&amp;rtsetzen</translation>
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
        <translation>Fenster &amp;zeigen</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>Rollcall Camera</source>
        <translation>Rollcall-Kamera</translation>
    </message>
</context>
</TS>
