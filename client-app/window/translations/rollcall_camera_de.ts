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
    <name>Capture</name>
    <message>
        <source>nothing stands between two exclamation marks</source>
        <translation>zwischen zwei Ausrufezeichen steht nichts</translation>
    </message>
    <message>
        <source>it begins with an exclamation mark</source>
        <translation>sie beginnt mit einem Ausrufezeichen</translation>
    </message>
    <message>
        <source>it ends with an exclamation mark; the last element must give the video</source>
        <translation>sie endet mit einem Ausrufezeichen; das letzte Element muss das Video liefern</translation>
    </message>
    <message>
        <source>a value is missing after “=”</source>
        <translation>nach „=“ fehlt ein Wert</translation>
    </message>
    <message>
        <source>The custom pipeline has no open end that gives video: its last element must not be a sink.</source>
        <translation>Die eigene Pipeline hat kein offenes Ende, das Video liefert: Ihr letztes Element darf keine Senke sein.</translation>
    </message>
    <message>
        <source>Install it with: apt-get install %1</source>
        <translation>Installieren Sie es mit: apt-get install %1</translation>
    </message>
    <message>
        <source>The custom pipeline is wrong at “%1” (character %2): %3.</source>
        <translation>Die eigene Pipeline ist falsch bei „%1“ (Zeichen %2): %3.</translation>
    </message>
    <message>
        <source>The custom pipeline is wrong (character %1): %2.</source>
        <translation>Die eigene Pipeline ist falsch (Zeichen %1): %2.</translation>
    </message>
    <message>
        <source>The custom pipeline is wrong: %1.</source>
        <translation>Die eigene Pipeline ist falsch: %1.</translation>
    </message>
    <message>
        <source>it is not a pipeline</source>
        <translation>das ist keine Pipeline</translation>
    </message>
    <message>
        <source>The custom pipeline does not end in something that can be linked.</source>
        <translation>Die eigene Pipeline endet nicht in etwas, das sich verbinden lässt.</translation>
    </message>
    <message>
        <source>The custom pipeline failed: %1</source>
        <translation>Die eigene Pipeline ist ausgefallen: %1</translation>
    </message>
    <message>
        <source>The custom pipeline came to its end.</source>
        <translation>Die eigene Pipeline ist an ihrem Ende angekommen.</translation>
    </message>
    <message>
        <source>There is no file %1. Check the path.</source>
        <translation>Es gibt keine Datei %1. Prüfen Sie den Pfad.</translation>
    </message>
    <message>
        <source>%1 is a folder. Name a video file in it.</source>
        <translation>%1 ist ein Ordner. Nennen Sie eine Videodatei darin.</translation>
    </message>
    <message>
        <source>The file %1 may not be read by this user. Change its permissions.</source>
        <translation>Dieser Benutzer darf die Datei %1 nicht lesen. Ändern Sie ihre Berechtigungen.</translation>
    </message>
    <message>
        <source>%1 is not a video that can be read. Name another file.</source>
        <translation>%1 ist kein Video, das gelesen werden kann. Nennen Sie eine andere Datei.</translation>
    </message>
    <message>
        <source>No decoder for %1 is installed. Install it with: apt-get install gstreamer1.0-libav</source>
        <translation>Für %1 ist kein Decoder installiert. Installieren Sie ihn mit: apt-get install gstreamer1.0-libav</translation>
    </message>
    <message>
        <source>Reading %1 failed.</source>
        <translation>Das Lesen von %1 ist fehlgeschlagen.</translation>
    </message>
    <message>
        <source>%1 gives no picture.</source>
        <translation>%1 liefert kein Bild.</translation>
    </message>
    <message>
        <source>%1 ended.</source>
        <translation>%1 ist zu Ende.</translation>
    </message>
    <message>
        <source>%1 wants a user name and password, or does not accept the given ones. Write them as rtsp://USER:PASSWORD@HOST/PATH.</source>
        <translation>%1 verlangt Benutzernamen und Passwort oder nimmt die angegebenen nicht an. Schreiben Sie sie als rtsp://USER:PASSWORD@HOST/PATH.</translation>
    </message>
    <message>
        <source>%1 is not there: the server answers, but does not know this path. Look in the camera&apos;s manual for its RTSP path.</source>
        <translation>%1 ist nicht da: Der Server antwortet, kennt diesen Pfad aber nicht. Der RTSP-Pfad steht in der Anleitung der Kamera.</translation>
    </message>
    <message>
        <source>%1 sends a video format for which no decoder is installed. Install it with: apt-get install gstreamer1.0-libav</source>
        <translation>%1 sendet ein Videoformat, für das kein Decoder installiert ist. Installieren Sie ihn mit: apt-get install gstreamer1.0-libav</translation>
    </message>
    <message>
        <source>The connection to %1 failed. Check that the camera is on and reachable from this machine.</source>
        <translation>Die Verbindung zu %1 ist fehlgeschlagen. Prüfen Sie, ob die Kamera eingeschaltet und von diesem Rechner aus erreichbar ist.</translation>
    </message>
    <message>
        <source>%1 gives no picture. Check that the camera is on and that a firewall lets its RTP packets through.</source>
        <translation>%1 liefert kein Bild. Prüfen Sie, ob die Kamera eingeschaltet ist und die Firewall ihre RTP-Pakete durchlässt.</translation>
    </message>
    <message>
        <source>%1 ended the stream.</source>
        <translation>%1 hat den Strom beendet.</translation>
    </message>
    <message>
        <source>The source “%1://…” is of a kind that is not known here. Use rtsp://…, a file&apos;s path, a camera, “test” or “pipeline:…”.</source>
        <translation>Die Quelle „%1://…“ ist von einer Art, die hier nicht bekannt ist. Möglich sind rtsp://…, der Pfad einer Datei, eine Kamera, „test“ oder „pipeline:…“.</translation>
    </message>
    <message>
        <source>The RTSP address names no host. Write it as rtsp://HOST/PATH.</source>
        <translation>Die RTSP-Adresse nennt keinen Rechner. Schreiben Sie sie als rtsp://HOST/PATH.</translation>
    </message>
    <message>
        <source>No source is named. Use a camera (see --list-cameras), a file&apos;s path, rtsp://… or “test”.</source>
        <translation>Es ist keine Quelle genannt. Möglich sind eine Kamera (siehe --list-cameras), der Pfad einer Datei, rtsp://… oder „test“.</translation>
    </message>
    <message>
        <source>the test picture</source>
        <translation>das Testbild</translation>
    </message>
    <message>
        <source>the video %1</source>
        <translation>das Video %1</translation>
    </message>
    <message>
        <source>the first camera</source>
        <translation>die erste Kamera</translation>
    </message>
    <message>
        <source>the camera %1</source>
        <translation>die Kamera %1</translation>
    </message>
    <message>
        <source>the custom pipeline</source>
        <translation>die eigene Pipeline</translation>
    </message>
    <message>
        <source>There is no test picture “%1”. There are: %2.</source>
        <translation>Es gibt kein Testbild „%1“. Es gibt: %2.</translation>
    </message>
    <message>
        <source>The custom pipeline runs but gives no picture. It must end in raw video (decode it with “decodebin”).</source>
        <translation>Die eigene Pipeline läuft, liefert aber kein Bild. Sie muss in unkomprimiertem Video enden (mit „decodebin“ dekodieren).</translation>
    </message>
    <message>
        <source>The test picture stopped.</source>
        <translation>Das Testbild ist stehen geblieben.</translation>
    </message>
</context>
<context>
    <name>Pairing</name>
    <message>
        <source>%1 cannot be read: %2.</source>
        <translation>%1 kann nicht gelesen werden: %2.</translation>
    </message>
    <message>
        <source>%1 holds secrets, and others may read or change it. Make it yours alone (chmod 600), or pair anew if somebody may have seen them.</source>
        <translation>%1 enthält Geheimnisse, und andere dürfen es lesen oder ändern. Machen Sie es zu Ihrem allein (chmod 600), oder koppeln Sie neu, falls jemand sie gesehen haben kann.</translation>
    </message>
    <message>
        <source>%1 is damaged. Delete it and pair anew.</source>
        <translation>%1 ist beschädigt. Löschen Sie es und koppeln Sie neu.</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2.</source>
        <translation>%1 kann nicht geschrieben werden: %2.</translation>
    </message>
    <message>
        <source>the file %1, which only you can read</source>
        <translation>der Datei %1, die nur Sie lesen können</translation>
    </message>
    <message>
        <source>“%1” is not the address of a server. Write for example 192.0.2.7:8443 or https://camera-server.example:8443.</source>
        <translation>„%1“ ist keine Adresse eines Servers. Schreiben Sie zum Beispiel 192.0.2.7:8443 oder https://camera-server.example:8443.</translation>
    </message>
    <message>
        <source>“%1” is not the address of a server: it begins with neither https:// nor http://.</source>
        <translation>„%1“ ist keine Adresse eines Servers: Sie beginnt weder mit https:// noch mit http://.</translation>
    </message>
    <message>
        <source>A code alone does not say where the server is. Give its address too, or paste the whole link.</source>
        <translation>Ein Code allein sagt nicht, wo der Server ist. Geben Sie auch seine Adresse an, oder fügen Sie den ganzen Link ein.</translation>
    </message>
    <message>
        <source>%1 is damaged; a copy is kept as %2. What cannot be read of it has to be paired anew.</source>
        <translation>%1 ist beschädigt; eine Kopie liegt als %2 bereit. Was davon nicht lesbar ist, muss neu gekoppelt werden.</translation>
    </message>
    <message>
        <source>%1 is damaged. What cannot be read of it has to be paired anew.</source>
        <translation>%1 ist beschädigt. Was davon nicht lesbar ist, muss neu gekoppelt werden.</translation>
    </message>
    <message>
        <source>The token of %1 is not where it was kept. Pair this camera again.</source>
        <translation>Das Token von %1 ist nicht mehr, wo es lag. Koppeln Sie diese Kamera noch einmal.</translation>
    </message>
    <message>
        <source>The server takes no more tries from this address for some minutes.</source>
        <translation>Der Server nimmt von dieser Adresse einige Minuten lang keine Versuche mehr an.</translation>
    </message>
    <message>
        <source>%1 answers, but not as a Rollcall server that can pair cameras (%2). Check the address; an older server has to be updated.</source>
        <translation>%1 antwortet, aber nicht wie ein Rollcall-Server, der Kameras koppeln kann (%2). Prüfen Sie die Adresse; ein älterer Server muss aktualisiert werden.</translation>
    </message>
    <message>
        <source>none is used on this machine</source>
        <translation>auf diesem Rechner wird keiner benutzt</translation>
    </message>
    <message>
        <source>The key store of this system does not answer as it should: %1.</source>
        <translation>Der Schlüsselbund dieses Systems antwortet nicht, wie er sollte: %1.</translation>
    </message>
    <message>
        <source>the key store of this system</source>
        <translation>dem Schlüsselbund dieses Systems</translation>
    </message>
    <message>
        <source>The key store of this system does not answer.</source>
        <translation>Der Schlüsselbund dieses Systems antwortet nicht.</translation>
    </message>
    <message>
        <source>This is not a pairing link of Rollcall: %1. Copy it once more as a whole, or type the code.</source>
        <translation>Das ist kein Kopplungslink von Rollcall: %1. Kopieren Sie ihn noch einmal ganz, oder tippen Sie den Code.</translation>
    </message>
    <message>
        <source>it is too long</source>
        <translation>er ist zu lang</translation>
    </message>
    <message>
        <source>it does not have the form rollcall://host:port/pair?code=…</source>
        <translation>er hat nicht die Form rollcall://host:port/pair?code=…</translation>
    </message>
    <message>
        <source>it does not name a server as host:port</source>
        <translation>er nennt keinen Server als host:port</translation>
    </message>
    <message>
        <source>its code is not whole</source>
        <translation>sein Code ist nicht vollständig</translation>
    </message>
    <message>
        <source>its fingerprint is not whole</source>
        <translation>sein Fingerabdruck ist nicht vollständig</translation>
    </message>
    <message>
        <source>“%1” does not occur in pairing codes, which have no 0, 1, I, L, O and U. Look at the code once more.</source>
        <translation>„%1“ kommt in Kopplungscodes nicht vor; sie enthalten kein 0, 1, I, L, O und U. Sehen Sie sich den Code noch einmal an.</translation>
    </message>
    <message>
        <source>A pairing code has %1 characters, for example K7Q4-XHWM.</source>
        <translation>Ein Kopplungscode hat %1 Zeichen, zum Beispiel K7Q4-XHWM.</translation>
    </message>
</context>
<context>
    <name>Send</name>
    <message>
        <source>it follows the bitrate setting and the network</source>
        <translation>das richtet sich nach der eingestellten Bitrate und dem Netz</translation>
    </message>
    <message>
        <source>the receiver was told another payload type</source>
        <translation>dem Empfänger wurde ein anderer Payload-Typ genannt</translation>
    </message>
    <message>
        <source>the receiver was told another SSRC</source>
        <translation>dem Empfänger wurde eine andere SSRC genannt</translation>
    </message>
    <message>
        <source>the stream goes on where it was</source>
        <translation>der Strom geht weiter, wo er war</translation>
    </message>
    <message>
        <source>it is Rollcall&apos;s own</source>
        <translation>es gehört Rollcall</translation>
    </message>
    <message>
        <source>The option “%1” is wrong: %2</source>
        <translation>Die Option „%1“ ist falsch: %2</translation>
    </message>
    <message>
        <source>one of %1</source>
        <translation>eines von %1</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>true oder false</translation>
    </message>
    <message>
        <source>a whole number from %1 to %2</source>
        <translation>eine ganze Zahl von %1 bis %2</translation>
    </message>
    <message>
        <source>of the type %1</source>
        <translation>einen Wert vom Typ %1</translation>
    </message>
    <message>
        <source>write property=value.</source>
        <translation>schreiben Sie Eigenschaft=Wert.</translation>
    </message>
    <message>
        <source>%1 cannot be set by hand, %2.</source>
        <translation>%1 lässt sich nicht von Hand setzen, %2.</translation>
    </message>
    <message>
        <source>%1 has no property “%2”. See: gst-inspect-1.0 %1</source>
        <translation>%1 hat keine Eigenschaft „%2“. Siehe: gst-inspect-1.0 %1</translation>
    </message>
    <message>
        <source>%1 of %2 can only be read.</source>
        <translation>%1 von %2 kann nur gelesen werden.</translation>
    </message>
    <message>
        <source>%1 of %2 takes %3.</source>
        <translation>%1 von %2 nimmt %3.</translation>
    </message>
    <message>
        <source>a double quote is not closed.</source>
        <translation>ein Anführungszeichen ist nicht geschlossen.</translation>
    </message>
    <message>
        <source>No encoder for %1 is installed. Install one with: apt-get install %2</source>
        <translation>Für %1 ist kein Encoder installiert. Installieren Sie einen mit: apt-get install %2</translation>
    </message>
    <message>
        <source>The encoder %1 does not work here.</source>
        <translation>Der Encoder %1 funktioniert hier nicht.</translation>
    </message>
    <message>
        <source>“%1” is no encoder that Rollcall knows. Use one of: %2.</source>
        <translation>„%1“ ist kein Encoder, den Rollcall kennt. Möglich sind: %2.</translation>
    </message>
</context>
<context>
    <name>Session</name>
    <message>
        <source>The server speaks a newer protocol. Update this camera app.</source>
        <translation>Der Server spricht ein neueres Protokoll. Aktualisieren Sie diese Kamera-App.</translation>
    </message>
    <message>
        <source>The server speaks an older protocol. Update the server.</source>
        <translation>Der Server spricht ein älteres Protokoll. Aktualisieren Sie den Server.</translation>
    </message>
    <message>
        <source>the network carries no more</source>
        <translation>mehr trägt das Netz nicht</translation>
    </message>
    <message>
        <source>The server speaks a protocol that this camera app does not know. Update this camera app.</source>
        <translation>Der Server spricht ein Protokoll, das diese Kamera-App nicht kennt. Aktualisieren Sie diese Kamera-App.</translation>
    </message>
    <message>
        <source>The server ended the session.</source>
        <translation>Der Server hat die Sitzung beendet.</translation>
    </message>
    <message>
        <source>The server does not answer.</source>
        <translation>Der Server antwortet nicht.</translation>
    </message>
    <message>
        <source>The media connection did not come up. A firewall may be holding back UDP.</source>
        <translation>Die Videoverbindung kam nicht zustande. Vielleicht hält eine Firewall UDP zurück.</translation>
    </message>
    <message>
        <source>the server paused this camera</source>
        <translation>der Server hat diese Kamera angehalten</translation>
    </message>
    <message>
        <source>a width of %1</source>
        <translation>eine Breite von %1</translation>
    </message>
    <message>
        <source>a height of %1</source>
        <translation>eine Höhe von %1</translation>
    </message>
    <message>
        <source>the server asked for %1</source>
        <translation>der Server wünscht %1</translation>
    </message>
    <message>
        <source>the server asked this camera to go on</source>
        <translation>der Server bat diese Kamera weiterzumachen</translation>
    </message>
    <message>
        <source> at %1/s</source>
        <translation> mit %1/s</translation>
    </message>
</context>
<context>
    <name>Signaling</name>
    <message>
        <source>&quot;%1&quot; is not the address of a server: %2. Write for example 192.0.2.7:8443.</source>
        <translation>„%1“ ist keine Adresse eines Servers: %2. Schreiben Sie zum Beispiel 192.0.2.7:8443.</translation>
    </message>
    <message>
        <source>it names no host</source>
        <translation>sie nennt keinen Rechner</translation>
    </message>
    <message>
        <source>user names and fragments have no place in it</source>
        <translation>Benutzernamen und Fragmente haben darin keinen Platz</translation>
    </message>
    <message>
        <source>%1: is none of ws, wss, http and https</source>
        <translation>%1: ist keines von ws, wss, http und https</translation>
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
        <source>Paused</source>
        <translation>Pausiert</translation>
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
    <name>rollcall::capture::Capture</name>
    <message>
        <source>%1 does not give video.</source>
        <translation>%1 liefert kein Video.</translation>
    </message>
</context>
<context>
    <name>rollcall::pairing::PairingClient</name>
    <message>
        <source>The certificate of %1 is not the one that the link names. Take a new link from the server; if that does not help, somebody is in between.</source>
        <translation>Das Zertifikat von %1 ist nicht das, das der Link nennt. Holen Sie einen neuen Link vom Server; hilft das nicht, ist jemand dazwischen.</translation>
    </message>
    <message>
        <source>%1 answers, but not as a Rollcall server does. Check the address.</source>
        <translation>%1 antwortet, aber nicht wie ein Rollcall-Server. Prüfen Sie die Adresse.</translation>
    </message>
    <message>
        <source>The server takes it %1 more times.</source>
        <translation>Der Server nimmt ihn noch %1-mal an.</translation>
    </message>
    <message>
        <source>The server takes it no more: make another one there.</source>
        <translation>Der Server nimmt ihn nicht mehr an: Erstellen Sie dort einen anderen.</translation>
    </message>
    <message>
        <source>This is not the code that the server made. Compare it with what the server shows. %1 If the code is right, somebody is between this machine and the server.</source>
        <translation>Das ist nicht der Code, den der Server erstellt hat. Vergleichen Sie ihn mit dem, was der Server zeigt. %1 Stimmt der Code, ist jemand zwischen diesem Rechner und dem Server.</translation>
    </message>
    <message>
        <source>What %1 gave cannot be used: it was altered on its way. Make another code and try again.</source>
        <translation>Was %1 geliefert hat, ist unbrauchbar: Es wurde unterwegs verändert. Erstellen Sie einen anderen Code und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Nothing answers at %1. Is rollcall-server running there, and does it listen to other machines (--listen 0.0.0.0)?</source>
        <translation>Bei %1 antwortet nichts. Läuft dort rollcall-server, und hört er auf andere Rechner (--listen 0.0.0.0)?</translation>
    </message>
    <message>
        <source>The name %1 is not known to this network. Check the address.</source>
        <translation>Der Name %1 ist in diesem Netz nicht bekannt. Prüfen Sie die Adresse.</translation>
    </message>
    <message>
        <source>%1 did not answer in time. Check the address and the firewall between.</source>
        <translation>%1 hat nicht rechtzeitig geantwortet. Prüfen Sie die Adresse und die Firewall dazwischen.</translation>
    </message>
    <message>
        <source>%1 answers, but TLS could not be agreed with it: %2. Check the address and the port.</source>
        <translation>%1 antwortet, aber eine TLS-Verbindung kam nicht zustande: %2. Prüfen Sie Adresse und Port.</translation>
    </message>
    <message>
        <source>%1 closed the connection without an answer. Check the address and the port; a server that is full does so too.</source>
        <translation>%1 hat die Verbindung ohne Antwort geschlossen. Prüfen Sie Adresse und Port; auch ein voller Server tut das.</translation>
    </message>
    <message>
        <source>%1 cannot be reached: %2.</source>
        <translation>%1 ist nicht erreichbar: %2.</translation>
    </message>
</context>
<context>
    <name>rollcall::send::EncoderPipeline</name>
    <message>
        <source>The encoder %1 is not installed, or has no hardware here.</source>
        <translation>Der Encoder %1 ist nicht installiert, oder hier fehlt seine Hardware.</translation>
    </message>
    <message>
        <source>The encoder %1 failed.</source>
        <translation>Der Encoder %1 ist ausgefallen.</translation>
    </message>
</context>
<context>
    <name>rollcall::signaling::Channel</name>
    <message>
        <source>The connection was gone before it was used.</source>
        <translation>Die Verbindung war weg, bevor sie benutzt wurde.</translation>
    </message>
    <message>
        <source>%1 gave no sign of life for %2.</source>
        <translation>%1 gab %2 lang kein Lebenszeichen.</translation>
    </message>
    <message>
        <source>%1 sent a binary frame; only text is spoken here.</source>
        <translation>%1 hat Binärdaten gesendet; hier wird nur Text gesprochen.</translation>
    </message>
    <message>
        <source>The certificate of %1 is not the one that this camera was paired with, so nothing was sent to it. If the server was set up anew, pair the camera again; otherwise somebody may be in between.</source>
        <translation>Das Zertifikat von %1 ist nicht das, mit dem diese Kamera gekoppelt wurde; deshalb wurde nichts gesendet. Wurde der Server neu eingerichtet, koppeln Sie die Kamera noch einmal; sonst ist vielleicht jemand dazwischen.</translation>
    </message>
    <message>
        <source>A message of %1 bytes was to be sent; %2 are allowed.</source>
        <translation>Es sollte eine Nachricht von %1 Byte gesendet werden; %2 sind erlaubt.</translation>
    </message>
    <message>
        <source>%1 does not take what is sent to it.</source>
        <translation>%1 nimmt nicht an, was gesendet wird.</translation>
    </message>
    <message>
        <source>%1 sent more than %2 messages a second.</source>
        <translation>%1 hat mehr als %2 Nachrichten je Sekunde gesendet.</translation>
    </message>
    <message>
        <source>%1 sent %2 unusable messages in a row, the last: %3</source>
        <translation>%1 hat %2 unbrauchbare Nachrichten in Folge gesendet, zuletzt: %3</translation>
    </message>
    <message>
        <source>%1 did not answer within %2. Check the address and the firewall between.</source>
        <translation>%1 hat innerhalb von %2 nicht geantwortet. Prüfen Sie die Adresse und die Firewall dazwischen.</translation>
    </message>
    <message>
        <source>The name %1 is not known to this network. Check the address.</source>
        <translation>Der Name %1 ist in diesem Netz nicht bekannt. Prüfen Sie die Adresse.</translation>
    </message>
    <message>
        <source>%1 could not prove who it is: %2.</source>
        <translation>%1 konnte nicht beweisen, wer er ist: %2.</translation>
    </message>
    <message>
        <source>Nothing answers at %1. Is rollcall-server running there?</source>
        <translation>Bei %1 antwortet nichts. Läuft dort rollcall-server?</translation>
    </message>
    <message>
        <source>%1 answers, but not as a Rollcall server that lets this machine in (%2). Check the address.</source>
        <translation>%1 antwortet, aber nicht wie ein Rollcall-Server, der diesen Rechner einlässt (%2). Prüfen Sie die Adresse.</translation>
    </message>
    <message>
        <source>%1 cannot be reached: %2.</source>
        <translation>%1 ist nicht erreichbar: %2.</translation>
    </message>
    <message>
        <source>The connection to %1 broke.</source>
        <translation>Die Verbindung zu %1 ist abgebrochen.</translation>
    </message>
    <message>
        <source>%1 left%2.</source>
        <translation>%1 hat sich verabschiedet%2.</translation>
    </message>
    <message>
        <source>A message to or from %1 was larger than %2 bytes.</source>
        <translation>Eine Nachricht an oder von %1 war größer als %2 Byte.</translation>
    </message>
    <message>
        <source>The frames to or from %1 were not valid WebSocket text%2.</source>
        <translation>Die Daten an oder von %1 waren kein gültiger WebSocket-Text%2.</translation>
    </message>
    <message>
        <source>%1 closed the connection with code %2%3.</source>
        <translation>%1 hat die Verbindung mit Code %2 geschlossen%3.</translation>
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
        <source>System default</source>
        <translation>Standard</translation>
    </message>
</context>
<context>
    <name>rollcall::window::StationEngine</name>
    <message>
        <source>%1 goes on in its place.</source>
        <translation>%1 macht an seiner Stelle weiter.</translation>
    </message>
    <message>
        <source>Press Try again, or choose another encoder in the settings.</source>
        <translation>Drücken Sie „Erneut versuchen“, oder wählen Sie in den Einstellungen einen anderen Encoder.</translation>
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
    <message>
        <source>Paused: the camera is free for other programs</source>
        <translation>Pause: Die Kamera ist für andere Programme frei</translation>
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
