<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de">
<context>
    <name>AdminWindow</name>
    <message>
        <source>Starting the server…</source>
        <translation>Der Server wird gestartet …</translation>
    </message>
</context>
<context>
    <name>Duplicate</name>
    <message>
        <source>Enrolled already?</source>
        <translation>Schon erfasst?</translation>
    </message>
    <message>
        <source>Somebody &amp;else: enrol anyway</source>
        <translation>Jemand &amp;anders: trotzdem erfassen</translation>
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
        <source>The server takes no more tries from this address for some minutes.</source>
        <translation>Der Server nimmt von dieser Adresse einige Minuten lang keine Versuche mehr an.</translation>
    </message>
    <message>
        <source>%1 answers, but not as a Rollcall server that can pair cameras (%2). Check the address; an older server has to be updated.</source>
        <translation>%1 antwortet, aber nicht wie ein Rollcall-Server, der Kameras koppeln kann (%2). Prüfen Sie die Adresse; ein älterer Server muss aktualisiert werden.</translation>
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
</context>
<context>
    <name>PairingClient</name>
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
    <name>PhotoWords</name>
    <message>
        <source>Nobody is in the picture</source>
        <translation>Niemand ist im Bild</translation>
    </message>
    <message>
        <source>More than one person is in the picture</source>
        <translation>Mehr als eine Person ist im Bild</translation>
    </message>
    <message>
        <source>Come nearer</source>
        <translation>Kommen Sie näher</translation>
    </message>
    <message>
        <source>Move to the middle of the picture</source>
        <translation>Gehen Sie in die Bildmitte</translation>
    </message>
    <message>
        <source>Too dark: turn on a light or face the window</source>
        <translation>Zu dunkel: Machen Sie Licht, oder wenden Sie sich zum Fenster</translation>
    </message>
    <message>
        <source>Too bright: turn away from the light</source>
        <translation>Zu hell: Wenden Sie sich vom Licht ab</translation>
    </message>
    <message>
        <source>Hold still</source>
        <translation>Halten Sie still</translation>
    </message>
    <message>
        <source>Look straight into the camera</source>
        <translation>Schauen Sie gerade in die Kamera</translation>
    </message>
    <message>
        <source>Turn your head a little to your left</source>
        <translation>Drehen Sie den Kopf ein wenig nach links</translation>
    </message>
    <message>
        <source>Turn your head a little to your right</source>
        <translation>Drehen Sie den Kopf ein wenig nach rechts</translation>
    </message>
    <message>
        <source>Turned too far: look towards the camera</source>
        <translation>Zu weit gedreht: Schauen Sie zur Kamera</translation>
    </message>
    <message>
        <source>Somebody else is in the picture</source>
        <translation>Jemand anders ist im Bild</translation>
    </message>
    <message>
        <source>That is enough</source>
        <translation>Das genügt</translation>
    </message>
    <message>
        <source>This file is no picture. Choose a JPEG, PNG, WebP or BMP file.</source>
        <translation>Diese Datei ist kein Bild. Wählen Sie eine JPEG-, PNG-, WebP- oder BMP-Datei.</translation>
    </message>
    <message>
        <source>This picture is too large. Choose a smaller one.</source>
        <translation>Dieses Bild ist zu groß. Wählen Sie ein kleineres.</translation>
    </message>
    <message>
        <source>No face was found. Choose a photo that shows the face from the front, large and well lit.</source>
        <translation>Kein Gesicht gefunden. Wählen Sie ein Foto, das das Gesicht von vorn, groß und gut beleuchtet zeigt.</translation>
    </message>
    <message>
        <source>It shows several faces. Choose one with this person alone.</source>
        <translation>Es zeigt mehrere Gesichter. Wählen Sie eines mit dieser Person allein.</translation>
    </message>
    <message>
        <source>The face is too small. Choose a photo from nearer.</source>
        <translation>Das Gesicht ist zu klein. Wählen Sie ein Foto aus größerer Nähe.</translation>
    </message>
    <message>
        <source>The face is cut off at the edge.</source>
        <translation>Das Gesicht ist am Rand abgeschnitten.</translation>
    </message>
    <message>
        <source>The face is too dark.</source>
        <translation>Das Gesicht ist zu dunkel.</translation>
    </message>
    <message>
        <source>The face is too bright.</source>
        <translation>Das Gesicht ist zu hell.</translation>
    </message>
    <message>
        <source>The face is blurred.</source>
        <translation>Das Gesicht ist unscharf.</translation>
    </message>
    <message>
        <source>The face is turned away. Choose a photo from the front.</source>
        <translation>Das Gesicht ist abgewandt. Wählen Sie ein Foto von vorn.</translation>
    </message>
    <message>
        <source>It shows somebody else than the other photos. Leave it out, or remove the others.</source>
        <translation>Es zeigt jemand anders als die übrigen Fotos. Lassen Sie es weg, oder entfernen Sie die übrigen.</translation>
    </message>
    <message>
        <source>The photos seem to show different people. Choose photos of one person.</source>
        <translation>Die Fotos scheinen verschiedene Personen zu zeigen. Wählen Sie Fotos einer Person.</translation>
    </message>
    <message>
        <source>The server is busy. Try again in a moment.</source>
        <translation>Der Server ist beschäftigt. Versuchen Sie es gleich noch einmal.</translation>
    </message>
    <message>
        <source>This looks like somebody who is enrolled already: %1.</source>
        <translation>Das sieht aus wie jemand, der schon erfasst ist: %1.</translation>
    </message>
</context>
<context>
    <name>Server</name>
    <message>
        <source>Somebody else changed this meanwhile. Nothing was overwritten: look at what it is now, then decide again.</source>
        <translation>Jemand anders hat dies inzwischen geändert. Nichts wurde überschrieben: Sehen Sie nach, wie es jetzt ist, und entscheiden Sie dann noch einmal.</translation>
    </message>
    <message>
        <source>You are not signed in, or the session is over. Sign in again.</source>
        <translation>Sie sind nicht angemeldet, oder die Sitzung ist zu Ende. Melden Sie sich wieder an.</translation>
    </message>
    <message>
        <source>Your account may not do this. Ask an administrator.</source>
        <translation>Ihr Konto darf das nicht. Fragen Sie einen Administrator.</translation>
    </message>
    <message>
        <source>The server answered %1 and did not say why.</source>
        <translation>Der Server antwortete %1 und sagte nicht, warum.</translation>
    </message>
</context>
<context>
    <name>Servers</name>
    <message>
        <source>“%1” is not the address of a server. Write for example 192.0.2.7:8443 or https://rollcall.example:8443.</source>
        <translation>„%1“ ist keine Adresse eines Servers. Schreiben Sie zum Beispiel 192.0.2.7:8443 oder https://rollcall.example:8443.</translation>
    </message>
    <message>
        <source>“%1” is not the address of a server: it begins with neither https:// nor http://.</source>
        <translation>„%1“ ist keine Adresse eines Servers: Sie beginnt weder mit https:// noch mit http://.</translation>
    </message>
</context>
<context>
    <name>Tile</name>
    <message>
        <source>Unknown</source>
        <translation>Unbekannt</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>no check-in seen</source>
        <translation>kein Kommen gesehen</translation>
    </message>
    <message>
        <source>no check-out seen</source>
        <translation>kein Gehen gesehen</translation>
    </message>
    <message>
        <source>closed by rule</source>
        <translation>nach Regel geschlossen</translation>
    </message>
    <message>
        <source>an in without an out</source>
        <translation>ein Kommen ohne Gehen</translation>
    </message>
    <message>
        <source>seen outside the hours</source>
        <translation>außerhalb der Zeiten gesehen</translation>
    </message>
    <message>
        <source>very short</source>
        <translation>sehr kurz</translation>
    </message>
    <message>
        <source>worked on a holiday</source>
        <translation>am Feiertag gearbeitet</translation>
    </message>
    <message>
        <source>worked on a day off</source>
        <translation>am freien Tag gearbeitet</translation>
    </message>
    <message>
        <source>corrected</source>
        <translation>korrigiert</translation>
    </message>
    <message>
        <source>excused</source>
        <translation>entschuldigt</translation>
    </message>
    <message>
        <source>absent</source>
        <translation>abwesend</translation>
    </message>
    <message>
        <source>half day</source>
        <translation>halber Tag</translation>
    </message>
    <message>
        <source>day off</source>
        <translation>frei</translation>
    </message>
    <message>
        <source>holiday</source>
        <translation>Feiertag</translation>
    </message>
    <message>
        <source>present</source>
        <translation>anwesend</translation>
    </message>
    <message>
        <source>here</source>
        <translation>da</translation>
    </message>
    <message>
        <source>was here</source>
        <translation>war da</translation>
    </message>
    <message>
        <source>left</source>
        <translation>gegangen</translation>
    </message>
    <message>
        <source>late</source>
        <translation>verspätet</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>noch nicht da</translation>
    </message>
    <message>
        <source>left early</source>
        <translation>früher gegangen</translation>
    </message>
    <message>
        <source>exception</source>
        <translation>Ausnahme</translation>
    </message>
    <message>
        <source>no schedule</source>
        <translation>kein Plan</translation>
    </message>
    <message>
        <source>%1, suggested</source>
        <translation>%1, vorgeschlagen</translation>
    </message>
    <message>
        <source>late by %1</source>
        <translation>%1 verspätet</translation>
    </message>
    <message>
        <source>left %1 early</source>
        <translation>%1 zu früh gegangen</translation>
    </message>
    <message>
        <source>%1 overtime</source>
        <translation>%1 Überstunden</translation>
    </message>
    <message>
        <source>%1 of %2 here</source>
        <translation>%1 von %2 da</translation>
    </message>
    <message>
        <source>%1 of %2 were here</source>
        <translation>%1 von %2 waren da</translation>
    </message>
    <message>
        <source>%1 here</source>
        <translation>%1 da</translation>
    </message>
    <message>
        <source>%1 were here</source>
        <translation>%1 waren da</translation>
    </message>
    <message>
        <source>%1 late</source>
        <translation>%1 verspätet</translation>
    </message>
    <message>
        <source>%1 absent</source>
        <translation>%1 abwesend</translation>
    </message>
    <message>
        <source>%1 not yet</source>
        <translation>%1 noch nicht da</translation>
    </message>
    <message>
        <source>%1 excused</source>
        <translation>%1 entschuldigt</translation>
    </message>
    <message numerus="yes">
        <source>%n camera(s) away</source>
        <translation>
            <numerusform>%n Kamera weg</numerusform>
            <numerusform>%n Kameras weg</numerusform>
        </translation>
    </message>
    <message>
        <source>The whole day was %1</source>
        <translation>Der ganze Tag war %1</translation>
    </message>
    <message>
        <source>A sighting does not count</source>
        <translation>Eine Sichtung zählt nicht</translation>
    </message>
    <message>
        <source>An earlier correction was withdrawn</source>
        <translation>Eine frühere Korrektur wurde zurückgenommen</translation>
    </message>
    <message>
        <source>Came at %1</source>
        <translation>Gekommen um %1</translation>
    </message>
    <message>
        <source>Left at %1</source>
        <translation>Gegangen um %1</translation>
    </message>
    <message>
        <source>live</source>
        <translation>live</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>connecting</source>
        <translation>verbindet</translation>
    </message>
    <message>
        <source>away</source>
        <translation>weg</translation>
    </message>
    <message>
        <source>away since %1</source>
        <translation>weg seit %1</translation>
    </message>
    <message>
        <source>Administrator</source>
        <translation>Administrator</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>Bediener</translation>
    </message>
    <message>
        <source>Viewer</source>
        <translation>Betrachter</translation>
    </message>
    <message>
        <source>the file %1, which only you can read</source>
        <translation>der Datei %1, die nur Sie lesen können</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2.</source>
        <translation>%1 kann nicht gelesen werden: %2.</translation>
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
        <source>%1 cannot be written: %2.</source>
        <translation>%1 kann nicht geschrieben werden: %2.</translation>
    </message>
    <message>
        <source>The token of %1 is not where it was kept. Pair this camera again.</source>
        <translation>Das Token von %1 ist nicht mehr, wo es lag. Koppeln Sie diese Kamera noch einmal.</translation>
    </message>
    <message>
        <source>none is used on this machine</source>
        <translation>auf diesem Rechner wird keiner benutzt</translation>
    </message>
</context>
<context>
    <name>rollcall::admin::AccountsTab</name>
    <message>
        <source>all cameras</source>
        <translation>alle Kameras</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>Cameras</source>
        <translation>Kameras</translation>
    </message>
    <message>
        <source>Last sign-in</source>
        <translation>Zuletzt angemeldet</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message>
        <source>Viewer: looks and changes nothing</source>
        <translation>Betrachter: sieht zu und ändert nichts</translation>
    </message>
    <message>
        <source>Operator: people, register and cameras</source>
        <translation>Bediener: Personen, Register und Kameras</translation>
    </message>
    <message>
        <source>Administrator: everything, settings and accounts too</source>
        <translation>Administrator: alles, auch Einstellungen und Konten</translation>
    </message>
    <message>
        <source>No account yet.
Until the first one is made, whoever uses the server&apos;s own machine may do everything.</source>
        <translation>Noch kein Konto.
Bis das erste angelegt ist, darf jeder am Rechner des Servers alles.</translation>
    </message>
    <message>
        <source>&amp;New account…</source>
        <translation>&amp;Neues Konto …</translation>
    </message>
    <message>
        <source>&amp;Change…</source>
        <translation>&amp;Ändern …</translation>
    </message>
    <message>
        <source>Set &amp;password…</source>
        <translation>&amp;Passwort setzen …</translation>
    </message>
    <message>
        <source>&amp;Remove…</source>
        <translation>&amp;Entfernen …</translation>
    </message>
    <message>
        <source>New account</source>
        <translation>Neues Konto</translation>
    </message>
    <message>
        <source>&amp;Create account</source>
        <translation>&amp;Konto anlegen</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>&amp;Role</source>
        <translation>&amp;Rolle</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>&amp;Passwort</translation>
    </message>
    <message>
        <source>At least 8 characters. A few words are good.</source>
        <translation>Mindestens 8 Zeichen. Ein paar Wörter sind gut.</translation>
    </message>
    <message>
        <source>%1 can sign in now.</source>
        <translation>%1 kann sich jetzt anmelden.</translation>
    </message>
    <message>
        <source>Change account</source>
        <translation>Konto ändern</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Speichern</translation>
    </message>
    <message>
        <source>%1 is changed.</source>
        <translation>%1 ist geändert.</translation>
    </message>
    <message>
        <source>New password for %1</source>
        <translation>Neues Passwort für %1</translation>
    </message>
    <message>
        <source>&amp;Set password</source>
        <translation>&amp;Passwort setzen</translation>
    </message>
    <message>
        <source>New &amp;password</source>
        <translation>&amp;Neues Passwort</translation>
    </message>
    <message>
        <source>%1 has a new password and is signed out everywhere.</source>
        <translation>%1 hat ein neues Passwort und ist überall abgemeldet.</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>%1 entfernen</translation>
    </message>
    <message>
        <source>&amp;Remove account</source>
        <translation>&amp;Konto entfernen</translation>
    </message>
    <message>
        <source>They are signed out at once and cannot sign in again. What they did stays in the audit log under their name.</source>
        <translation>Sie werden sofort abgemeldet und können sich nicht mehr anmelden. Was sie taten, bleibt unter ihrem Namen im Prüfprotokoll.</translation>
    </message>
    <message>
        <source>&amp;Type the name to go on</source>
        <translation>&amp;Geben Sie den Namen ein, um fortzufahren</translation>
    </message>
    <message>
        <source>%1 is removed.</source>
        <translation>%1 ist entfernt.</translation>
    </message>
    <message>
        <source>Somebody else changed this account in the meantime; yours is not saved. It is now: %1, %2. Save again to put yours in its place, or close this to keep theirs.</source>
        <translation>Jemand anders hat dieses Konto inzwischen geändert; Ihre Änderung ist nicht gespeichert. Es ist jetzt: %1, %2. Noch einmal speichern setzt Ihre an diese Stelle, Schließen lässt die andere.</translation>
    </message>
    <message>
        <source>Accounts and roles</source>
        <translation>Konten und Rollen</translation>
    </message>
</context>
<context>
    <name>rollcall::admin::AdminWindow</name>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Live</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personen</translation>
    </message>
    <message>
        <source>Unknown faces</source>
        <translation>Unbekannte Gesichter</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>Berichte</translation>
    </message>
    <message>
        <source>Cameras</source>
        <translation>Kameras</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Rollcall</source>
        <translation>Rollcall</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>Search people and cameras (Ctrl+K)</source>
        <translation>Personen und Kameras suchen (Strg+K)</translation>
    </message>
    <message>
        <source>Search people and cameras</source>
        <translation>Personen und Kameras suchen</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Another server…</source>
        <translation>&amp;Anderer Server …</translation>
    </message>
    <message>
        <source>&amp;Sign out</source>
        <translation>Ab&amp;melden</translation>
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
        <source>Full &amp;screen</source>
        <translation>&amp;Vollbild</translation>
    </message>
    <message>
        <source>S&amp;earch</source>
        <translation>&amp;Suchen</translation>
    </message>
    <message>
        <source>&amp;Look</source>
        <translation>&amp;Aussehen</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>&amp;Wie das System</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;Help for this page</source>
        <translation>&amp;Hilfe zu dieser Seite</translation>
    </message>
    <message>
        <source>&amp;About Rollcall</source>
        <translation>Ü&amp;ber Rollcall</translation>
    </message>
    <message>
        <source>Connecting to %1…</source>
        <translation>Verbindung mit %1 …</translation>
    </message>
    <message>
        <source>The server does not take this token: it was revoked or is over.</source>
        <translation>Der Server nimmt dieses Token nicht an: Es wurde widerrufen oder ist abgelaufen.</translation>
    </message>
    <message>
        <source>The token is kept in %1.</source>
        <translation>Das Token liegt in: %1.</translation>
    </message>
    <message>
        <source>API token</source>
        <translation>API-Token</translation>
    </message>
    <message>
        <source>Connected to %1</source>
        <translation>Verbunden mit %1</translation>
    </message>
    <message>
        <source>No news from %1; trying again</source>
        <translation>Keine Nachrichten von %1; neuer Versuch</translation>
    </message>
    <message>
        <source>The help is not installed. It is docs/admin-window.md of the source.</source>
        <translation>Die Hilfe ist nicht installiert. Sie steht in docs/admin-window.md der Quellen.</translation>
    </message>
    <message>
        <source>About Rollcall</source>
        <translation>Über Rollcall</translation>
    </message>
    <message>
        <source>Rollcall %1
Turns cameras into an attendance register.

Free software under the GNU General Public License, version 3 or later.</source>
        <translation>Rollcall %1
Macht aus Kameras ein Anwesenheitsregister.

Freie Software unter der GNU General Public License, Version 3 oder später.</translation>
    </message>
    <message numerus="yes">
        <source>%n alert(s)</source>
        <translation>
            <numerusform>%n Hinweis</numerusform>
            <numerusform>%n Hinweise</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rollcall::admin::AlarmList</name>
    <message>
        <source>%1 is away</source>
        <translation>%1 ist weg</translation>
    </message>
    <message>
        <source>%1 is late</source>
        <translation>%1 ist verspätet</translation>
    </message>
    <message>
        <source>%1 is absent</source>
        <translation>%1 ist abwesend</translation>
    </message>
    <message>
        <source>&amp;Acknowledge</source>
        <translation>&amp;Zur Kenntnis nehmen</translation>
    </message>
    <message>
        <source>acknowledged by %1</source>
        <translation>zur Kenntnis genommen von %1</translation>
    </message>
    <message>
        <source>An unknown face at %1</source>
        <translation>Unbekanntes Gesicht an %1</translation>
    </message>
    <message>
        <source>The register is not available</source>
        <translation>Das Register ist nicht erreichbar</translation>
    </message>
    <message>
        <source>The disk is nearly full</source>
        <translation>Der Speicher ist fast voll</translation>
    </message>
    <message>
        <source>Sightings wait for the database</source>
        <translation>Sichtungen warten auf die Datenbank</translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s) after the start</source>
        <translation>
            <numerusform>%n Minute nach Beginn</numerusform>
            <numerusform>%n Minuten nach Beginn</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 are free.</source>
        <translation>%1 sind frei.</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>Hinweise</translation>
    </message>
    <message>
        <source>Nothing is open</source>
        <translation>Nichts ist offen</translation>
    </message>
</context>
<context>
    <name>rollcall::admin::CameraChoice</name>
    <message>
        <source>&amp;All cameras, people and the register</source>
        <translation>&amp;Alle Kameras, Personen und das Register</translation>
    </message>
    <message>
        <source>Cameras</source>
        <translation>Kameras</translation>
    </message>
</context>
<context>
    <name>rollcall::admin::CameraPlots</name>
    <message>
        <source>The last two minutes</source>
        <translation>Die letzten zwei Minuten</translation>
    </message>
    <message>
        <source>Bitrate</source>
        <translation>Bitrate</translation>
    </message>
    <message>
        <source>Frames a second</source>
        <translation>Bilder je Sekunde</translation>
    </message>
    <message>
        <source>Latency, from the camera to here</source>
        <translation>Verzögerung, von der Kamera bis hier</translation>
    </message>
    <message>
        <source>Round trip</source>
        <translation>Hin und zurück</translation>
    </message>
    <message>
        <source>Lost packets</source>
        <translation>Verlorene Pakete</translation>
    </message>
</context>
<context>
    <name>rollcall::admin::CameraTile</name>
    <message>
        <source>Camera %1, %2</source>
        <translation>Kamera %1, %2</translation>
    </message>
    <message>
        <source>no connection to the server</source>
        <translation>keine Verbindung zum Server</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>connecting</source>
        <translation>verbindet</translation>
    </message>
    <message>
        <source>live</source>
        <translation>live</translation>
    </message>
    <message>
        <source>no picture: %1</source>
        <translation>kein Bild: %1</translation>
    </message>
    <message>
        <source>away</source>
        <translation>weg</translation>
    </message>
    <message>
        <source>away since %1</source>
        <translation>weg seit %1</translation>
    </message>
</context>
<context>
    <name>rollcall::admin::CamerasPage</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Bitrate</source>
        <translation>Bitrate</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>Verzögerung</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>Kennung</translation>
    </message>
    <message>
        <source>Show &amp;large</source>
        <translation>&amp;Groß zeigen</translation>
    </message>
    <message>
        <source>&amp;Revoke…</source>
        <translation>&amp;Widerrufen …</translation>
    </message>
    <message>
        <source>No camera has connected yet.
Pairing gives a camera the right to send its picture here.</source>
        <translation>Noch keine Kamera war verbunden.
Durch Koppeln darf eine Kamera ihr Bild hierher senden.</translation>
    </message>
    <message>
        <source>&amp;Pair a camera…</source>
        <translation>Kamera &amp;koppeln …</translation>
    </message>
    <message>
        <source>Revoke</source>
        <translation>Widerrufen</translation>
    </message>
    <message>
        <source>Revoke “%1”?</source>
        <translation>„%1“ widerrufen?</translation>
    </message>
    <message>
        <source>Its stream ends at once and it may not connect again until it is paired anew. What it saw stays in the register.</source>
        <translation>Ihr Strom endet sofort, und sie darf sich erst nach neuem Koppeln wieder verbinden. Was sie sah, bleibt im Register.</translation>
    </message>
    <message>
        <source>&amp;Revoke</source>
        <translation>&amp;Widerrufen</translation>
    </message>
    <message>
        <source>%1 was revoked.</source>
        <translation>%1 wurde widerrufen.</translation>
    </message>
    <message>
        <source>Re&amp;name…</source>
        <translation>&amp;Umbenennen …</translation>
    </message>
    <message>
        <source>&amp;Forget this camera…</source>
        <translation>Diese Kamera &amp;vergessen …</translation>
    </message>
    <message>
        <source>The camera is called as it calls itself.</source>
        <translation>Die Kamera heißt, wie sie sich selbst nennt.</translation>
    </message>
    <message>
        <source>The camera is called %1 now.</source>
        <translation>Die Kamera heißt jetzt %1.</translation>
    </message>
    <message>
        <source>Forget camera</source>
        <translation>Kamera vergessen</translation>
    </message>
    <message>
        <source>Forget “%1”?</source>
        <translation>„%1“ vergessen?</translation>
    </message>
    <message>
        <source>Its stream ends at once, it has to be paired anew to come back, and it is no longer listed. What it saw stays in the register.</source>
        <translation>Ihr Bild endet sofort, sie muss neu gekoppelt werden, um wiederzukommen, und sie steht nicht mehr in der Liste. Was sie gesehen hat, bleibt im Register.</translation>
    </message>
    <message>
        <source>&amp;Forget camera</source>
        <translation>Kamera &amp;vergessen</translation>
    </message>
    <message>
        <source>%1 is forgotten.</source>
        <translation>%1 ist vergessen.</translation>
    </message>
    <message>
        <source>Frames a second</source>
        <translation>Bilder je Sekunde</translation>
    </message>
    <message>
        <source>Lost packets</source>
        <translation>Verlorene Pakete</translation>
    </message>
    <message>
        <source>Cameras</source>
        <translation>Kameras</translation>
    </message>
</context>
<context>
    <name>rollcall::admin::Connection</name>
    <message numerus="yes">
        <source>Try again in %n second(s).</source>
        <translation>
            <numerusform>Versuchen Sie es in %n Sekunde wieder.</numerusform>
            <numerusform>Versuchen Sie es in %n Sekunden wieder.</numerusform>
        </translation>
    </message>
    <message>
        <source>The name or the password is wrong. Check both; upper and lower case count in the password.</source>
        <translation>Name oder Passwort ist falsch. Prüfen Sie beides; im Passwort zählt Groß- und Kleinschreibung.</translation>
    </message>
</context>
<context>
    <name>rollcall::admin::CorrectDialog</name>
    <message>
        <source>Correct %1</source>
        <translation>%1 korrigieren</translation>
    </message>
    <message>
        <source>&amp;Save correction</source>
        <translation>&amp;Korrektur speichern</translation>
    </message>
    <message>
        <source>Came at</source>
        <translation>Gekommen um</translation>
    </message>
    <message>
        <source>Left at</source>
        <translation>Gegangen um</translation>
    </message>
    <message>
        <source>The whole day was</source>
        <translation>Der ganze Tag war</translation>
    </message>
    <message>
        <source>excused</source>
        <translation>entschuldigt</translation>
    </message>
    <message>
        <source>absent</source>
        <translation>abwesend</translation>
    </message>
    <message>
        <source>present</source>
        <translation>anwesend</translation>
    </message>
    <message>
        <source>half day</source>
        <translation>halber Tag</translation>
    </message>
    <message>
        <source>day off</source>
        <translation>frei</translation>
    </message>
    <message>
        <source>holiday</source>
        <translation>Feiertag</translation>
    </message>
    <message>
        <source>For example: came by the back door</source>
        <translation>Zum Beispiel: kam durch die Hintertür</translation>
    </message>
    <message>
        <source>&amp;What</source>
        <translation>&amp;Was</translation>
    </message>
    <message>
        <source>&amp;Time</source>
        <translation>&amp;Uhrzeit</translation>
    </message>
    <message>
        <source>S&amp;tatus</source>
        <translation>&amp;Status</translation>
    </message>
    <message>
        <source>&amp;Reason</source>
        <translation>&amp;Grund</translation>
    </message>
    <message>
        <source>Say why, so that others can follow it.</source>
        <translation>Schreiben Sie, warum, damit andere es nachvollziehen können.</translation>
    </message>
    <message>
        <source>Somebody else corrected this day in the meantime. Yours is not saved. Save again to add it to theirs, or close this to keep theirs alone.</source>
        <translation>Jemand anders hat diesen Tag inzwischen korrigiert. Ihre Korrektur ist nicht gespeichert. Speichern Sie noch einmal, um sie hinzuzufügen, oder schließen Sie das Fenster, damit nur die andere gilt.</translation>
    </message>
    <message>
        <source>Enter a time.</source>
        <translation>Geben Sie eine Zeit ein.</translation>
    </message>
</context>
<context>
    <name>rollcall::admin::CorrectionList</name>
    <message>
        <source>&amp;Withdraw…</source>
        <translation>&amp;Zurücknehmen …</translation>
    </message>
    <message>
        <source>Corrections</source>
        <translation>Korrekturen</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>withdrawn</source>
        <translation>zurückgenommen</translation>
    </message>
    <message>
        <source>Withdraw this correction</source>
        <translation>Diese Korrektur zurücknehmen</translation>
    </message>
    <message>
        <source>&amp;Withdraw</source>
        <translation>&amp;Zurücknehmen</translation>
    </message>
    <message>
        <source>&amp;Reason</source>
        <translation>&amp;Grund</translation>
    </message>
    <message>
        <source>Say why, so that others can follow it.</source>
        <translation>Schreiben Sie, warum, damit andere es nachvollziehen können.</translation>
    </message>
</context>
<context>
    <name>rollcall::admin::DayPanel</name>
    <message>
        <source>This &amp;is them</source>
        <translation>Das &amp;ist sie oder er</translation>
    </message>
    <message>
        <source>This is &amp;not them</source>
        <translation>Das ist &amp;jemand anders</translation>
    </message>
    <message>
        <source>Sightings of this day</source>
        <translation>Sichtungen dieses Tages</translation>
    </message>
    <message>
        <source>Choose a row to see when and where the person was seen.</source>
        <translation>Wählen Sie eine Zeile, um zu sehen, wann und wo die Person gesehen wurde.</translation>
    </message>
    <message>
        <source>suggested</source>
        <translation>vorgeschlagen</translation>
    </message>
    <message>
        <source>not them</source>
        <translation>jemand anders</translation>
    </message>
    <message>
        <source>No camera saw this person on this day.</source>
        <translation>An diesem Tag hat keine Kamera diese Person gesehen.</translation>
    </message>
    <message>
        <source>No picture is kept.</source>
        <translation>Kein Bild aufbewahrt.</translation>
    </message>
</context>
<context>
    <name>rollcall::admin::Download</name>
    <message>
        <source>The server is making the file…</source>
        <translation>Der Server erstellt die Datei …</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Abbrechen</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2.</source>
        <translation>%1 kann nicht geschrieben werden: %2.</translation>
    </message>
    <message>
        <source>The download was cancelled.</source>
        <translation>Das Herunterladen wurde abgebrochen.</translation>
    </message>
    <message>
        <source>%1 so far</source>
        <translation>%1 bisher</translation>
    </message>
</context>
<context>
    <name>rollcall::admin::EncodingPanel</name>
    <message>
        <source>&amp;Apply</source>
        <translation>&amp;Anwenden</translation>
    </message>
    <message>
        <source>&amp;Resume</source>
        <translation>&amp;Fortsetzen</translation>
    </message>
    <message>
        <source>Pa&amp;use</source>
        <translation>&amp;Anhalten</translation>
    </message>
    <message>
        <source>Asking the camera…</source>
        <translation>Die Kamera wird gefragt …</translation>
    </message>
    <message>
        <source>&amp;Key frame</source>
        <translation>&amp;Schlüsselbild</translation>
    </message>
    <message>
        <source>&amp;Codec</source>
        <translation>&amp;Codec</translation>
    </message>
    <message>
        <source>Si&amp;ze, at most</source>
        <translation>G&amp;röße, höchstens</translation>
    </message>
    <message>
        <source>Frames a &amp;second, at most</source>
        <translation>B&amp;ilder/s, höchstens</translation>
    </message>
    <message>
        <source>&amp;Bitrate, at most</source>
        <translation>&amp;Bitrate, höchstens</translation>
    </message>
    <message>
        <source>A key frame was asked for.</source>
        <translation>Ein Schlüsselbild wurde angefordert.</translation>
    </message>
    <message>
        <source>It is paused: its camera and encoder are free, the connection stays.</source>
        <translation>Sie ist angehalten: Kamera und Encoder sind frei, die Verbindung bleibt.</translation>
    </message>
    <message>
        <source>at most %1</source>
        <translation>höchstens %1</translation>
    </message>
    <message>
        <source>%1 frames a second</source>
        <translation>%1 Bilder je Sekunde</translation>
    </message>
    <message>
        <source>It sends %1.</source>
        <translation>Sie sendet %1.</translation>
    </message>
    <message>
        <source>The camera is away. What it sends can be changed once it is here.</source>
        <translation>Die Kamera ist weg. Was sie sendet, lässt sich ändern, wenn sie da ist.</translation>
    </message>
</context>
<context>
    <name>rollcall::admin::EnrolDialog</name>
    <message>
        <source>Enrol a person</source>
        <translation>Person erfassen</translation>
    </message>
    <message>
        <source>&amp;Enrol</source>
        <translation>&amp;Erfassen</translation>
    </message>
    <message>
        <source>The person has &amp;consented, today</source>
        <translation>Die Person hat heute &amp;zugestimmt</translation>
    </message>
    <message>
        <source>It is somebody else all the &amp;same (twins, for example)</source>
        <translation>Es ist &amp;trotzdem jemand anders (zum Beispiel Zwillinge)</translation>
    </message>
    <message>
        <source>separated by commas</source>
        <translation>mit Kommas getrennt</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>&amp;Groups</source>
        <translation>&amp;Gruppen</translation>
    </message>
    <message>
        <source>From &amp;files</source>
        <translation>Aus &amp;Dateien</translation>
    </message>
    <message>
        <source>From a ca&amp;mera</source>
        <translation>Vor einer &amp;Kamera</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Kamera</translation>
    </message>
    <message>
        <source>One person alone stands in front of the camera. Enrol then takes pictures while they turn a little.</source>
        <translation>Eine Person steht allein vor der Kamera. „Erfassen“ macht dann Bilder, während sie sich etwas dreht.</translation>
    </message>
    <message>
        <source>No camera is streaming now.</source>
        <translation>Gerade sendet keine Kamera.</translation>
    </message>
    <message>
        <source>Enter the person&apos;s name.</source>
        <translation>Geben Sie den Namen der Person ein.</translation>
    </message>
    <message>
        <source>Add at least one photo: without any, no camera knows the person.</source>
        <translation>Fügen Sie mindestens ein Foto hinzu: Ohne kennt keine Kamera die Person.</translation>
    </message>
    <message>
        <source>Photo %1: %2</source>
        <translation>Foto %1: %2</translation>
    </message>
    <message>
        <source>The person could not be enrolled.</source>
        <translation>Die Person konnte nicht erfasst werden.</translation>
    </message>
    <message>
        <source>%1 is enrolled, but groups and consent are not written down: %2</source>
        <translation>%1 ist erfasst, aber Gruppen und Einwilligung sind nicht eingetragen: %2</translation>
    </message>
</context>
<context>
    <name>rollcall::admin::FaceMenu</name>
    <message>
        <source>This &amp;is %1</source>
        <translation>Das &amp;ist %1</translation>
    </message>
    <message>
        <source>Confirmed: %1.</source>
        <translation>Bestätigt: %1.</translation>
    </message>
    <message>
        <source>This is &amp;not %1</source>
        <translation>Das ist &amp;nicht %1</translation>
    </message>
    <message>
        <source>Taken out of the register: this was not %1.</source>
        <translation>Aus dem Register genommen: Das war nicht %1.</translation>
    </message>
    <message>
        <source>&amp;Open %1…</source>
        <translation>%1 &amp;öffnen …</translation>
    </message>
    <message>
        <source>Unknown face</source>
        <translation>Unbekanntes Gesicht</translation>
    </message>
    <message>
        <source>Unknown face, %1</source>
        <translation>Unbekanntes Gesicht, %1</translation>
    </message>
    <message>
        <source>&amp;Enrol this person…</source>
        <translation>Diese Person &amp;erfassen …</translation>
    </message>
    <message>
        <source>This is &amp;somebody who is enrolled…</source>
        <translation>Das ist &amp;jemand, der erfasst ist …</translation>
    </message>
    <message>
        <source>&amp;Unknown faces…</source>
        <translation>&amp;Unbekannte Gesichter …</translation>
    </message>
    <message>
        <source>This face is not in the register yet. Try again in a moment.</source>
        <translation>Dieses Gesicht ist noch nicht im Register. Versuchen Sie es gleich noch einmal.</translation>
    </message>
    <message>
        <source>This face is not among the unknown faces yet. Try again in a moment.</source>
        <translation>Dieses Gesicht ist noch nicht unter den unbekannten. Versuchen Sie es gleich noch einmal.</translation>
    </message>
    <message>
        <source>It is %1.</source>
        <translation>Es ist %1.</translation>
    </message>
</context>
<context>
    <name>rollcall::admin::GlSurface</name>
    <message>
        <source>GStreamer&apos;s sink for OpenGL is not installed.</source>
        <translation>GStreamers Senke für OpenGL ist nicht installiert.</translation>
    </message>
    <message>
        <source>OpenGL cannot show these pictures.</source>
        <translation>OpenGL kann diese Bilder nicht zeigen.</translation>
    </message>
</context>
<context>
    <name>rollcall::admin::LivePage</name>
    <message>
        <source>No camera has connected yet.
Pair one under Cameras: its picture then appears here by itself.</source>
        <translation>Noch keine Kamera war verbunden.
Koppeln Sie eine unter Kameras: Ihr Bild erscheint dann von selbst hier.</translation>
    </message>
    <message numerus="yes">
        <source>%n camera(s) at once</source>
        <translation>
            <numerusform>%n Kamera</numerusform>
            <numerusform>%n Kameras auf einmal</numerusform>
        </translation>
    </message>
    <message>
        <source>Previous cameras (Left)</source>
        <translation>Vorige Kameras (Links)</translation>
    </message>
    <message>
        <source>Next cameras (Right)</source>
        <translation>Nächste Kameras (Rechts)</translation>
    </message>
    <message>
        <source>Own window</source>
        <translation>Eigenes Fenster</translation>
    </message>
    <message>
        <source>Show the chosen camera in a window of its own (W)</source>
        <translation>Die gewählte Kamera in einem eigenen Fenster zeigen (W)</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Vollbild</translation>
    </message>
    <message>
        <source>Full screen (F)</source>
        <translation>Vollbild (F)</translation>
    </message>
    <message>
        <source>The graphics card cannot draw the pictures; the processor does. %1</source>
        <translation>Die Grafikkarte kann die Bilder nicht zeichnen; der Prozessor tut es. %1</translation>
    </message>
    <message>
        <source>%1–%2 of %3</source>
        <translation>%1–%2 von %3</translation>
    </message>
    <message>
        <source>Shown %1 ms late, for the boxes</source>
        <translation>%1 ms später gezeigt, der Rahmen wegen</translation>
    </message>
    <message>
        <source>Resolution: %1 × %2</source>
        <translation>Auflösung: %1 × %2</translation>
    </message>
    <message>
        <source>Frames a second: %1</source>
        <translation>Bilder je Sekunde: %1</translation>
    </message>
    <message>
        <source>Bitrate: %1 kbit/s</source>
        <translation>Bitrate: %1 kbit/s</translation>
    </message>
    <message>
        <source>Packets lost: %1</source>
        <translation>Verlorene Pakete: %1</translation>
    </message>
    <message>
        <source>Latency, from the camera to here: %1 ms</source>
        <translation>Verzögerung, von der Kamera bis hier: %1 ms</translation>
    </message>
</context>
<context>
    <name>rollcall::admin::PairDialog</name>
    <message>
        <source>&amp;Make a code</source>
        <translation>&amp;Code erzeugen</translation>
    </message>
    <message>
        <source>Pair a camera</source>
        <translation>Kamera koppeln</translation>
    </message>
    <message>
        <source>entrance</source>
        <translation>eingang</translation>
    </message>
    <message>
        <source>The link as a QR code</source>
        <translation>Der Link als QR-Code</translation>
    </message>
    <message>
        <source>&amp;Id of the camera</source>
        <translation>&amp;Kennung der Kamera</translation>
    </message>
    <message>
        <source>A short name for where the camera is: letters, digits, dots, dashes and underscores. It names the camera for good.</source>
        <translation>Ein kurzer Name dafür, wo die Kamera ist: Buchstaben, Ziffern, Punkte, Binde- und Unterstriche. So heißt die Kamera auf Dauer.</translation>
    </message>
    <message>
        <source>Enter an id for the camera.</source>
        <translation>Geben Sie eine Kennung für die Kamera ein.</translation>
    </message>
    <message>
        <source>This server listens to its own machine alone: cameras of others will not reach it. Set listen-address first.</source>
        <translation>Dieser Server hört nur auf seinen eigenen Rechner: Kameras anderer erreichen ihn nicht. Setzen Sie zuerst listen-address.</translation>
    </message>
    <message>
        <source>“%1” is here.</source>
        <translation>„%1“ ist da.</translation>
    </message>
    <message>
        <source>Enter this code in the camera app, or let it read the QR code. It is good for %1 more.</source>
        <translation>Geben Sie diesen Code in der Kamera-App ein, oder lassen Sie sie den QR-Code lesen. Er gilt noch %1.</translation>
    </message>
    <message>
        <source>The code is over. Close this and make another one.</source>
        <translation>Der Code ist abgelaufen. Schließen Sie dies und machen Sie einen neuen.</translation>
    </message>
</context>
<context>
    <name>rollcall::admin::PeoplePage</name>
    <message>
        <source>withdrawn</source>
        <translation>zurückgenommen</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Gruppen</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>Fotos</translation>
    </message>
    <message>
        <source>Consent</source>
        <translation>Einwilligung</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Nummer</translation>
    </message>
    <message>
        <source>Enrolled</source>
        <translation>Erfasst</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>Kennung</translation>
    </message>
    <message>
        <source>&amp;Enrol…</source>
        <translation>&amp;Erfassen …</translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation>Ö&amp;ffnen …</translation>
    </message>
    <message>
        <source>E&amp;rase…</source>
        <translation>&amp;Löschen …</translation>
    </message>
    <message>
        <source>Nobody is enrolled yet.
Enrol people with a few photos: cameras then know them.</source>
        <translation>Noch ist niemand erfasst.
Erfassen Sie Personen mit ein paar Fotos: Kameras kennen sie dann.</translation>
    </message>
    <message>
        <source>&amp;Enrol the first person…</source>
        <translation>Die erste Person &amp;erfassen …</translation>
    </message>
    <message>
        <source>%1 is enrolled.</source>
        <translation>%1 ist erfasst.</translation>
    </message>
    <message>
        <source>Erase %1</source>
        <translation>%1 löschen</translation>
    </message>
    <message>
        <source>E&amp;rase</source>
        <translation>&amp;Löschen</translation>
    </message>
    <message>
        <source>Photos, templates, sightings and evidence of %1 are erased for good, here and in the register. This cannot be undone.</source>
        <translation>Fotos, Vorlagen, Sichtungen und Belege von %1 werden endgültig gelöscht, hier und im Register. Das lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>&amp;Type the name to go on</source>
        <translation>&amp;Geben Sie den Namen ein, um fortzufahren</translation>
    </message>
    <message>
        <source>%1 was erased.</source>
        <translation>%1 wurde gelöscht.</translation>
    </message>
    <message>
        <source>%1 is erased</source>
        <translation>%1 ist gelöscht</translation>
    </message>
    <message>
        <source>Keep this proof; it has no name in it.</source>
        <translation>Bewahren Sie diesen Nachweis auf; er enthält keinen Namen.</translation>
    </message>
    <message>
        <source>Proof: %1
When: %2
Subject: %3</source>
        <translation>Nachweis: %1
Wann: %2
Betrifft: %3</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personen</translation>
    </message>
</context>
<context>
    <name>rollcall::admin::PersonChooser</name>
    <message>
        <source>Who is it?</source>
        <translation>Wer ist es?</translation>
    </message>
    <message>
        <source>This is &amp;them</source>
        <translation>Das ist die &amp;Person</translation>
    </message>
    <message>
        <source>People found</source>
        <translation>Gefundene Personen</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>Choose a person first.</source>
        <translation>Wählen Sie zuerst eine Person.</translation>
    </message>
    <message>
        <source>No picture is kept.</source>
        <translation>Kein Bild aufbewahrt.</translation>
    </message>
</context>
<context>
    <name>rollcall::admin::PersonDialog</name>
    <message>
        <source>Person</source>
        <translation>Person</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Speichern</translation>
    </message>
    <message>
        <source>&amp;Consented on</source>
        <translation>&amp;Zugestimmt am</translation>
    </message>
    <message>
        <source>separated by commas</source>
        <translation>mit Kommas getrennt</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>Fotos</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>N&amp;umber</source>
        <translation>&amp;Nummer</translation>
    </message>
    <message>
        <source>&amp;Groups</source>
        <translation>&amp;Gruppen</translation>
    </message>
    <message>
        <source>Consent</source>
        <translation>Einwilligung</translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation>Zuletzt gesehen</translation>
    </message>
    <message>
        <source>Add &amp;photos…</source>
        <translation>&amp;Fotos hinzufügen …</translation>
    </message>
    <message>
        <source>Take &amp;away</source>
        <translation>&amp;Wegnehmen</translation>
    </message>
    <message>
        <source>Somebody else changed this person in the meantime; yours is not saved. It is now: %1, number %2, groups %3. Save again to put yours in its place, or close this to keep theirs.</source>
        <translation>Jemand anders hat diese Person inzwischen geändert; Ihre Änderung ist nicht gespeichert. Jetzt steht da: %1, Nummer %2, Gruppen %3. Speichern Sie noch einmal, um Ihre an die Stelle zu setzen, oder schließen Sie dies, damit die andere bleibt.</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>noch nicht da</translation>
    </message>
    <message>
        <source>%1 at %2</source>
        <translation>%1 bei %2</translation>
    </message>
    <message>
        <source>Add photos</source>
        <translation>Fotos hinzufügen</translation>
    </message>
    <message>
        <source>Pictures (*.jpg *.jpeg *.png *.webp *.bmp)</source>
        <translation>Bilder (*.jpg *.jpeg *.png *.webp *.bmp)</translation>
    </message>
    <message>
        <source>Take a photo away</source>
        <translation>Foto wegnehmen</translation>
    </message>
    <message>
        <source>Take this photo away for good?</source>
        <translation>Dieses Foto endgültig wegnehmen?</translation>
    </message>
    <message>
        <source>The person is recognised by the others from then on.</source>
        <translation>Die Person wird von da an an den übrigen erkannt.</translation>
    </message>
</context>
<context>
    <name>rollcall::admin::PhotoStrip</name>
    <message>
        <source>Drop photos here, or add them: from the front, and turned a little to each side.</source>
        <translation>Legen Sie Fotos hier ab, oder fügen Sie sie hinzu: von vorn, und etwas zu jeder Seite gedreht.</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>Fotos</translation>
    </message>
    <message>
        <source>Add &amp;photos…</source>
        <translation>&amp;Fotos hinzufügen …</translation>
    </message>
    <message>
        <source>Take &amp;away</source>
        <translation>&amp;Wegnehmen</translation>
    </message>
    <message>
        <source>Add photos</source>
        <translation>Fotos hinzufügen</translation>
    </message>
    <message>
        <source>Pictures (*.jpg *.jpeg *.png *.webp *.bmp)</source>
        <translation>Bilder (*.jpg *.jpeg *.png *.webp *.bmp)</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2.</source>
        <translation>%1 kann nicht gelesen werden: %2.</translation>
    </message>
    <message>
        <source>%1 is larger than 8 MiB. Save it smaller.</source>
        <translation>%1 ist größer als 8 MiB. Speichern Sie es kleiner.</translation>
    </message>
    <message>
        <source>%1 is too much: at most 20 photos of 20 MiB together.</source>
        <translation>%1 ist zu viel: höchstens 20 Fotos von zusammen 20 MiB.</translation>
    </message>
    <message>
        <source>%1 is not a picture.</source>
        <translation>%1 ist kein Bild.</translation>
    </message>
    <message>
        <source>good</source>
        <translation>gut</translation>
    </message>
</context>
<context>
    <name>rollcall::admin::RecordTable</name>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Filter the table</source>
        <translation>Die Tabelle filtern</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>&amp;Export as CSV…</source>
        <translation>Als CSV &amp;exportieren …</translation>
    </message>
    <message>
        <source>&amp;Filter</source>
        <translation>&amp;Filter</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>Wird geladen …</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>&amp;Noch einmal versuchen</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Nothing matches the filter.</source>
        <translation>Nichts passt zum Filter.</translation>
    </message>
    <message>
        <source>Export as CSV</source>
        <translation>Als CSV exportieren</translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
    <message>
        <source>%1 could not be written: %2.</source>
        <translation>%1 konnte nicht geschrieben werden: %2.</translation>
    </message>
    <message>
        <source>%1 so far, more are on their way…</source>
        <translation>%1 bisher, weitere kommen …</translation>
    </message>
</context>
<context>
    <name>rollcall::admin::RenameDialog</name>
    <message>
        <source>Rename a camera</source>
        <translation>Kamera umbenennen</translation>
    </message>
    <message>
        <source>&amp;Rename</source>
        <translation>&amp;Umbenennen</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>Empty: as the camera calls itself. Its id stays as it is.</source>
        <translation>Leer: wie die Kamera sich selbst nennt. Ihre Kennung bleibt, wie sie ist.</translation>
    </message>
    <message>
        <source>Somebody else renamed it in the meantime; yours is not saved. It is now called “%1”. Rename again to put yours in its place, or close this to keep theirs.</source>
        <translation>Jemand anders hat sie inzwischen umbenannt; Ihr Name ist nicht gespeichert. Sie heißt jetzt „%1“. Benennen Sie sie noch einmal um, um Ihren Namen an seine Stelle zu setzen, oder schließen Sie das Fenster, damit der andere gilt.</translation>
    </message>
</context>
<context>
    <name>rollcall::admin::ReportsPage</name>
    <message>
        <source>Day</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>Person</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>In</source>
        <translation>Kommen</translation>
    </message>
    <message>
        <source>Out</source>
        <translation>Gehen</translation>
    </message>
    <message>
        <source>Late</source>
        <translation>Verspätet</translation>
    </message>
    <message>
        <source>Left early</source>
        <translation>Früher gegangen</translation>
    </message>
    <message>
        <source>Worked</source>
        <translation>Gearbeitet</translation>
    </message>
    <message>
        <source>Overtime</source>
        <translation>Überzeit</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>Schicht</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>Bemerkungen</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Gruppen</translation>
    </message>
    <message>
        <source>Shifts</source>
        <translation>Schichten</translation>
    </message>
    <message>
        <source>Attended</source>
        <translation>Anwesend</translation>
    </message>
    <message>
        <source>Times late</source>
        <translation>Mal verspätet</translation>
    </message>
    <message>
        <source>Times left early</source>
        <translation>Mal früher weg</translation>
    </message>
    <message>
        <source>Half days</source>
        <translation>Halbe Tage</translation>
    </message>
    <message>
        <source>Absent</source>
        <translation>Abwesend</translation>
    </message>
    <message>
        <source>Excused</source>
        <translation>Entschuldigt</translation>
    </message>
    <message>
        <source>Exceptions</source>
        <translation>Zu prüfen</translation>
    </message>
    <message>
        <source>Nobody was seen in these days, and nobody was expected.</source>
        <translation>In diesen Tagen wurde niemand gesehen und niemand erwartet.</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Gestern</translation>
    </message>
    <message>
        <source>This week</source>
        <translation>Diese Woche</translation>
    </message>
    <message>
        <source>Last week</source>
        <translation>Letzte Woche</translation>
    </message>
    <message>
        <source>This month</source>
        <translation>Dieser Monat</translation>
    </message>
    <message>
        <source>Last month</source>
        <translation>Letzter Monat</translation>
    </message>
    <message>
        <source>These days</source>
        <translation>Diese Tage</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>Tage</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Bis</translation>
    </message>
    <message>
        <source>All days</source>
        <translation>Alle Tage</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>Übersicht</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Everybody</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Whom</source>
        <translation>Wen</translation>
    </message>
    <message>
        <source>Download as %1</source>
        <translation>Als %1 herunterladen</translation>
    </message>
    <message>
        <source>The last day is before the first.</source>
        <translation>Der letzte Tag liegt vor dem ersten.</translation>
    </message>
    <message>
        <source>The report broke off. Try again, or take fewer days.</source>
        <translation>Der Bericht brach ab. Versuchen Sie es noch einmal, oder nehmen Sie weniger Tage.</translation>
    </message>
    <message>
        <source>Only the first %1 rows are shown; the files have all of them.</source>
        <translation>Nur die ersten %1 Zeilen werden gezeigt; die Dateien haben alle.</translation>
    </message>
    <message>
        <source>Saved as %1.</source>
        <translation>Gespeichert als %1.</translation>
    </message>
    <message>
        <source>Reading the report was cancelled.</source>
        <translation>Das Lesen des Berichts wurde abgebrochen.</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Abbrechen</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>Berichte</translation>
    </message>
</context>
<context>
    <name>rollcall::admin::ServerClient</name>
    <message>
        <source>%1 shows a certificate that is not the one known to this machine. Nothing was sent.</source>
        <translation>%1 zeigt ein anderes Zertifikat als das, das dieser Rechner kennt. Nichts wurde gesendet.</translation>
    </message>
    <message>
        <source>No server answers at %1. Check that it runs, and the address and port.</source>
        <translation>Unter %1 antwortet kein Server. Prüfen Sie, ob er läuft, und Adresse und Port.</translation>
    </message>
    <message>
        <source>There is no machine by the name of %1. Check the address.</source>
        <translation>Es gibt keinen Rechner namens %1. Prüfen Sie die Adresse.</translation>
    </message>
    <message>
        <source>It was cancelled.</source>
        <translation>Es wurde abgebrochen.</translation>
    </message>
    <message>
        <source>%1 did not answer in time. Check the network, then try again.</source>
        <translation>%1 antwortete nicht rechtzeitig. Prüfen Sie das Netz, und versuchen Sie es dann noch einmal.</translation>
    </message>
    <message>
        <source>%1 cannot be reached: %2.</source>
        <translation>%1 ist nicht erreichbar: %2.</translation>
    </message>
</context>
<context>
    <name>rollcall::admin::SettingsPage</name>
    <message>
        <source>&amp;Accounts and roles</source>
        <translation>&amp;Konten und Rollen</translation>
    </message>
    <message>
        <source>&amp;You</source>
        <translation>&amp;Sie</translation>
    </message>
    <message>
        <source>&amp;System</source>
        <translation>&amp;System</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>&amp;Language of this window</source>
        <translation>&amp;Sprache dieses Fensters</translation>
    </message>
    <message>
        <source>Another language is spoken from the next start on.</source>
        <translation>Eine andere Sprache gilt ab dem nächsten Start.</translation>
    </message>
    <message>
        <source>Change &amp;password</source>
        <translation>&amp;Passwort ändern</translation>
    </message>
    <message>
        <source>Signs you out everywhere else.</source>
        <translation>Meldet Sie überall sonst ab.</translation>
    </message>
    <message>
        <source>&amp;Current password</source>
        <translation>&amp;Jetziges Passwort</translation>
    </message>
    <message>
        <source>&amp;New password</source>
        <translation>&amp;Neues Passwort</translation>
    </message>
    <message>
        <source>New password &amp;once more</source>
        <translation>&amp;Neues Passwort noch einmal</translation>
    </message>
    <message>
        <source>The two are not the same.</source>
        <translation>Die beiden sind nicht gleich.</translation>
    </message>
    <message>
        <source>The password is changed.</source>
        <translation>Das Passwort ist geändert.</translation>
    </message>
</context>
<context>
    <name>rollcall::admin::SignInPage</name>
    <message>
        <source>&amp;Address of the server</source>
        <translation>&amp;Adresse des Servers</translation>
    </message>
    <message>
        <source>&amp;Connect</source>
        <translation>&amp;Verbinden</translation>
    </message>
    <message>
        <source>They are the same: &amp;trust this server</source>
        <translation>Sie sind gleich: diesem Server &amp;vertrauen</translation>
    </message>
    <message>
        <source>&amp;Another server…</source>
        <translation>&amp;Anderer Server …</translation>
    </message>
    <message>
        <source>&amp;Code that the server printed</source>
        <translation>&amp;Code, den der Server ausgegeben hat</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>&amp;Passwort</translation>
    </message>
    <message>
        <source>API &amp;token</source>
        <translation>API-&amp;Token</translation>
    </message>
    <message>
        <source>Sign in with an &amp;API token, and remember it</source>
        <translation>Mit einem &amp;API-Token anmelden, und es sich merken</translation>
    </message>
    <message>
        <source>An&amp;other server…</source>
        <translation>A&amp;nderer Server …</translation>
    </message>
    <message>
        <source>&amp;Make the first account</source>
        <translation>Das erste Konto an&amp;legen</translation>
    </message>
    <message>
        <source>&amp;Sign in</source>
        <translation>&amp;Anmelden</translation>
    </message>
    <message>
        <source>Connect to a server</source>
        <translation>Mit einem Server verbinden</translation>
    </message>
    <message>
        <source>The certificate of %1 has changed</source>
        <translation>Das Zertifikat von %1 hat sich geändert</translation>
    </message>
    <message>
        <source>Is this your server?</source>
        <translation>Ist das Ihr Server?</translation>
    </message>
    <message>
        <source>It is not the one that this machine knows: it was renewed, or somebody is in between.</source>
        <translation>Es ist nicht das, das dieser Rechner kennt: Es wurde erneuert, oder jemand steht dazwischen.</translation>
    </message>
    <message>
        <source>Compare this fingerprint with the one that %1 shows (rollcall-server prints it when it starts, the page shows it under Settings).</source>
        <translation>Vergleichen Sie diesen Fingerabdruck mit dem, den %1 zeigt (rollcall-server gibt ihn beim Start aus, die Seite zeigt ihn unter Einstellungen).</translation>
    </message>
    <message>
        <source>Set up %1</source>
        <translation>%1 einrichten</translation>
    </message>
    <message>
        <source>Sign in to %1</source>
        <translation>Bei %1 anmelden</translation>
    </message>
</context>
<context>
    <name>rollcall::admin::SystemTab</name>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n Tag</numerusform>
            <numerusform>%n Tage</numerusform>
        </translation>
    </message>
    <message>
        <source>The server works.</source>
        <translation>Der Server arbeitet.</translation>
    </message>
    <message>
        <source>The register has a problem: %1</source>
        <translation>Das Register hat ein Problem: %1</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Running for</source>
        <translation>Läuft seit</translation>
    </message>
    <message>
        <source>Cameras</source>
        <translation>Kameras</translation>
    </message>
    <message>
        <source>%1 of %2 stream</source>
        <translation>%1 von %2 senden</translation>
    </message>
    <message>
        <source>Recognition</source>
        <translation>Erkennung</translation>
    </message>
    <message>
        <source>Register</source>
        <translation>Register</translation>
    </message>
    <message>
        <source>%1 wait, %2 failed</source>
        <translation>%1 warten, %2 fehlgeschlagen</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>%1 free of %2, in %3</source>
        <translation>%1 von %2 frei, in %3</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Arbeitsspeicher</translation>
    </message>
    <message numerus="yes">
        <source>%n thread(s)</source>
        <translation>
            <numerusform>%n Thread</numerusform>
            <numerusform>%n Threads</numerusform>
        </translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>Zertifikat</translation>
    </message>
</context>
<context>
    <name>rollcall::admin::TodayPage</name>
    <message>
        <source>Person</source>
        <translation>Person</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>In</source>
        <translation>Kommen</translation>
    </message>
    <message>
        <source>Out</source>
        <translation>Gehen</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Wo</translation>
    </message>
    <message>
        <source>Worked</source>
        <translation>Gearbeitet</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Anmerkung</translation>
    </message>
    <message>
        <source>&amp;Correct…</source>
        <translation>&amp;Korrigieren …</translation>
    </message>
    <message>
        <source>What happens now</source>
        <translation>Was gerade geschieht</translation>
    </message>
    <message>
        <source>Nobody is in the register of this day.
The register shows who was there. It begins with the people whom cameras should know.</source>
        <translation>Im Register dieses Tages steht niemand.
Das Register zeigt, wer da war. Es beginnt mit den Personen, die Kameras kennen sollen.</translation>
    </message>
    <message>
        <source>&amp;Enrol the first person…</source>
        <translation>Die erste Person &amp;erfassen …</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>The day before</source>
        <translation>Der Tag davor</translation>
    </message>
    <message>
        <source>The day after</source>
        <translation>Der Tag danach</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Here</source>
        <translation>Da</translation>
    </message>
    <message>
        <source>Late</source>
        <translation>Verspätet</translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation>Noch nicht da</translation>
    </message>
    <message>
        <source>Absent</source>
        <translation>Abwesend</translation>
    </message>
    <message>
        <source>Excused</source>
        <translation>Entschuldigt</translation>
    </message>
    <message>
        <source>Suggested</source>
        <translation>Vorgeschlagen</translation>
    </message>
    <message>
        <source>%1 · %2 at %3</source>
        <translation>%1 · %2 bei %3</translation>
    </message>
    <message>
        <source>The correction is saved.</source>
        <translation>Die Korrektur ist gespeichert.</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Gegangen</translation>
    </message>
    <message>
        <source>The correction is withdrawn.</source>
        <translation>Die Korrektur ist zurückgenommen.</translation>
    </message>
    <message>
        <source>Register</source>
        <translation>Register</translation>
    </message>
</context>
<context>
    <name>rollcall::admin::UnknownPage</name>
    <message>
        <source>A &amp;new person…  (N)</source>
        <translation>Eine &amp;neue Person …  (N)</translation>
    </message>
    <message>
        <source>&amp;Somebody else who is enrolled…  (S)</source>
        <translation>&amp;Jemand anders, der erfasst ist …  (S)</translation>
    </message>
    <message>
        <source>A &amp;visitor  (V)</source>
        <translation>Ein &amp;Besuch  (V)</translation>
    </message>
    <message>
        <source>&amp;Dismiss  (D)</source>
        <translation>&amp;Verwerfen  (D)</translation>
    </message>
    <message>
        <source>&amp;Undo  (Z)</source>
        <translation>&amp;Rückgängig  (Z)</translation>
    </message>
    <message>
        <source>Nobody waits here.
Whoever a camera sees and nobody knows is asked about here.</source>
        <translation>Hier wartet niemand.
Nach wem eine Kamera sieht und wen niemand kennt, wird hier gefragt.</translation>
    </message>
    <message>
        <source>Unknown faces that wait</source>
        <translation>Unbekannte Gesichter, die warten</translation>
    </message>
    <message>
        <source>Marked as a visitor.</source>
        <translation>Als Besuch gekennzeichnet.</translation>
    </message>
    <message>
        <source>Dismissed.</source>
        <translation>Verworfen.</translation>
    </message>
    <message numerus="yes">
        <source>Who is this? Seen %n time(s), last at %1, %2</source>
        <translation>
            <numerusform>Wer ist das? %n-mal gesehen, zuletzt um %1, %2</numerusform>
            <numerusform>Wer ist das? %n-mal gesehen, zuletzt um %1, %2</numerusform>
        </translation>
    </message>
    <message>
        <source>%1  (%2, %3 %)</source>
        <translation>%1  (%2, %3 %)</translation>
    </message>
    <message>
        <source>It is %1.</source>
        <translation>Es ist %1.</translation>
    </message>
    <message>
        <source>A new person</source>
        <translation>Eine neue Person</translation>
    </message>
    <message>
        <source>&amp;Enrol</source>
        <translation>&amp;Erfassen</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>Enter the person&apos;s name.</source>
        <translation>Geben Sie den Namen der Person ein.</translation>
    </message>
    <message>
        <source>%1 is enrolled.</source>
        <translation>%1 ist erfasst.</translation>
    </message>
</context>
</TS>
