// What the server says, by its English sentences (lib/server_words.js).
export default {
  'The name or the password is wrong.':
    'Name oder Passwort ist falsch.',
  'The old password is wrong.':
    'Das alte Passwort ist falsch.',
  'This is not the set-up code. The server printed it when it started the last time; each start makes another.':
    'Das ist nicht der Einrichtungscode. Der Server hat ihn bei seinem letzten Start ausgegeben; jeder Start macht einen neuen.',
  'Too many codes were tried from this address. Try again later.':
    'Von dieser Adresse wurden zu viele Codes versucht. Versuchen Sie es später noch einmal.',
  'Too many tries to sign in. Try again in {time}.':
    'Zu viele Versuche, sich anzumelden. Versuchen Sie es in {time} noch einmal.',
  'The server has been set up already. Sign in with an account.':
    'Der Server ist schon eingerichtet. Melden Sie sich mit einem Konto an.',
  'A password has at least {count} characters. A few words are easy to keep in mind and hard to guess.':
    'Ein Passwort hat mindestens {count} Zeichen. Ein paar Wörter sind leicht zu merken und schwer zu erraten.',
  'A password has at most {count} characters.':
    'Ein Passwort hat höchstens {count} Zeichen.',
  'A password that is the account\'s own name is the first that is tried. Choose another.':
    'Ein Passwort, das der Name des Kontos ist, wird als Erstes versucht. Wählen Sie ein anderes.',
  'A name has at most {count} characters.':
    'Ein Name hat höchstens {count} Zeichen.',
  'A name has only characters that can be seen.':
    'Ein Name hat nur sichtbare Zeichen.',
  'There is an account called "{name}" already. Choose another name.':
    'Ein Konto namens „{name}“ gibt es schon. Wählen Sie einen anderen Namen.',
  'There is a token called "{name}" already. Choose another name, or revoke that one.':
    'Einen Schlüssel namens „{name}“ gibt es schon. Wählen Sie einen anderen Namen, oder widerrufen Sie jenen.',
  'There is no such account; it may have been removed.':
    'Dieses Konto gibt es nicht; vielleicht wurde es entfernt.',
  'There is no such session; it may be over already.':
    'Diese Sitzung gibt es nicht; vielleicht ist sie schon zu Ende.',
  'There is no such token; it may have been revoked already.':
    'Diesen Schlüssel gibt es nicht; vielleicht wurde er schon widerrufen.',
  'This is the last admin. Make another account an admin first, without a limit to cameras.':
    'Das ist der letzte Administrator. Machen Sie erst ein anderes Konto zum Administrator, ohne Beschränkung auf Kameras.',
  'An admin cannot be limited to cameras. Choose another role, or no limit.':
    'Ein Administrator kann nicht auf Kameras beschränkt sein. Wählen Sie eine andere Rolle oder keine Beschränkung.',
  'The account was removed just now.':
    'Das Konto wurde eben entfernt.',
  'Your role does not include this ({right}). Ask an admin.':
    'Ihre Rolle umfasst das nicht ({right}). Fragen Sie einen Administrator.',
  'Your account is limited to some cameras, which leaves no room for this ({right}).':
    'Ihr Konto ist auf einige Kameras beschränkt und darf das nicht ({right}).',
  'Your account is limited to other cameras than “{camera}”.':
    'Ihr Konto ist auf andere Kameras als „{camera}“ beschränkt.',
  'This is for accounts that are signed in; you are here by a token or without an account.':
    'Das ist für Konten, die angemeldet sind; Sie sind mit einem Schlüssel oder ohne Konto hier.',
  'The header “X-Rollcall-CSRF” is missing or not that of this session. Load the page again.':
    'Diese Seite gehört zu einer anderen Sitzung. Laden Sie sie neu.',
  'The server is too busy to keep a password. Try again in a few seconds.':
    'Der Server ist zu beschäftigt, um ein Passwort aufzunehmen. Versuchen Sie es in ein paar Sekunden noch einmal.',
  'The server is too busy to compare passwords. Try again in a few seconds.':
    'Der Server ist zu beschäftigt, um Passwörter zu vergleichen. Versuchen Sie es in ein paar Sekunden noch einmal.',
  'The server is too busy to keep a PIN. Try again in a few seconds.':
    'Der Server ist zu beschäftigt, um eine PIN aufzunehmen. Versuchen Sie es in ein paar Sekunden noch einmal.',
  'The server is too busy to look at photos. Try again in a few seconds.':
    'Der Server ist zu beschäftigt, um Fotos anzusehen. Versuchen Sie es in ein paar Sekunden noch einmal.',
  'The server has too many enrolments to do. Try again in a minute.':
    'Der Server hat zu viele Personen zu erfassen. Versuchen Sie es in einer Minute noch einmal.',
  'The register is too busy to answer now. Try again in a few seconds.':
    'Das Register ist zu beschäftigt, um jetzt zu antworten. Versuchen Sie es in ein paar Sekunden noch einmal.',
  'The register\'s database did not answer in time. Try again later.':
    'Die Datenbank des Registers hat nicht rechtzeitig geantwortet. Versuchen Sie es später noch einmal.',
  'The register is not available.':
    'Das Register ist nicht verfügbar.',
  'The server cannot look up accounts at the moment, since its register is not reached.':
    'Der Server kann Konten zurzeit nicht nachschlagen, da er sein Register nicht erreicht.',
  'The server found no answer in time. Try again.':
    'Der Server fand nicht rechtzeitig eine Antwort. Versuchen Sie es noch einmal.',
  'The server gave no answer to this request; its log may say why.':
    'Der Server gab auf diese Anfrage keine Antwort; vielleicht sagt sein Protokoll, warum.',
  'The server is shutting down.':
    'Der Server wird beendet.',
  'Too many connections are open. Close some, or try again later.':
    'Zu viele Verbindungen sind offen. Schließen Sie einige, oder versuchen Sie es später noch einmal.',
  'The request\'s body is larger than the {count} bytes that this address takes.':
    'Das ist größer als die {count} Byte, die der Server hier annimmt.',
  '{count} reports are being made already. Try again in a moment.':
    'Es werden schon {count} Berichte erstellt. Versuchen Sie es gleich noch einmal.',
  '{count} exports are made already. Try again in a minute.':
    'Es laufen schon {count} Exporte. Versuchen Sie es in einer Minute noch einmal.',
  'There is a person with the id "{id}" already. Choose another id, or remove that person first.':
    'Eine Person mit der Kennung „{id}“ gibt es schon. Wählen Sie eine andere Kennung, oder entfernen Sie jene Person erst.',
  'There is a person with the id "{id}" already. Choose another id.':
    'Eine Person mit der Kennung „{id}“ gibt es schon. Wählen Sie eine andere Kennung.',
  'The external id "{id}" belongs to the person "{person}" already. Choose another one, or take it from that person first.':
    'Die Nummer „{id}“ gehört schon zu der Person „{person}“. Wählen Sie eine andere, oder nehmen Sie sie jener Person erst weg.',
  'There is no person with the id "{id}".':
    'Eine Person mit der Kennung „{id}“ gibt es nicht.',
  'The person with the id "{id}" has no such photo.':
    'Die Person mit der Kennung „{id}“ hat dieses Foto nicht.',
  'The person "{id}" was changed in between. Read it again, and change that.':
    'Die Person „{id}“ wurde inzwischen geändert. Laden Sie die Seite neu, und ändern Sie es dann.',
  'A person cannot be merged with themself.':
    'Eine Person lässt sich nicht mit sich selbst vereinen.',
  'The photos look like the person with the id "{id}", who is enrolled already. Add the photos to that person, or say allowDuplicate=true where they are two people.':
    'Die Fotos ähneln der Person mit der Kennung „{id}“, die schon erfasst ist.',
  'None of the photos can be used. {problems}':
    'Keines der Fotos ist brauchbar. {problems}',
  'Send at most {count} photos at once.':
    'Senden Sie höchstens {count} Fotos auf einmal.',
  'Photo {number} is larger than {size} MiB.':
    'Foto {number} ist größer als {size} MiB.',
  'Photo {number} is not JPEG, PNG, WebP or BMP.':
    'Foto {number} ist kein JPEG, PNG, WebP oder BMP.',
  'This request was answered already.':
    'Darauf wurde schon geantwortet.',
  'Somebody else is answering this request at this moment.':
    'Jemand anders antwortet gerade darauf.',
  'This link is no longer good: it was used, has expired or was taken back. Ask whoever gave it to you for another one.':
    'Dieser Link gilt nicht mehr: Er wurde benutzt, ist abgelaufen oder wurde zurückgenommen. Bitten Sie um einen neuen.',
  'Many people are sending photos at this moment. Try again in a few seconds.':
    'Gerade senden viele Menschen Fotos. Versuchen Sie es in ein paar Sekunden noch einmal.',
  'Too much was asked from your network. Wait a few minutes, and try again.':
    'Aus Ihrem Netz kamen zu viele Anfragen. Warten Sie ein paar Minuten, und versuchen Sie es noch einmal.',
  'Somebody else corrected this day in the meantime. Look at it again, and correct what is still wrong.':
    'Jemand anders hat diesen Tag inzwischen korrigiert. Sehen Sie ihn noch einmal an, und korrigieren Sie, was noch falsch ist.',
  'There is no sighting with the id {id}.':
    'Diese Sichtung gibt es nicht mehr ({id}).',
  'There is no unknown face with the id "{id}".':
    'Dieses unbekannte Gesicht gibt es nicht mehr („{id}“).',
  'This face became the person with the id "{id}" already.':
    'Dieses Gesicht wurde schon zur Person mit der Kennung „{id}“.',
  'There is no alert with the id "{id}".':
    'Diesen Hinweis gibt es nicht mehr („{id}“).',
  'This alert has ended by itself; there is nothing left to see to.':
    'Dieser Hinweis hat sich von selbst erledigt; es ist nichts mehr zu tun.',
  'The shift "{id}" is in use by {count} assignments. Remove these first, or end the shift with "validUntil" to keep the register of the past.':
    'Die Schicht „{id}“ ist noch {count}-mal zugeteilt. Nehmen Sie das erst zurück, oder beenden Sie die Schicht an einem Tag, damit das Register der Vergangenheit bleibt.',
  'There is no camera "{id}".':
    'Eine Kamera „{id}“ gibt es nicht.',
  'There is no camera with the id "{id}", or it has not been here since the server started.':
    'Eine Kamera mit der Kennung „{id}“ gibt es nicht, oder sie war seit dem Start des Servers nicht da.',
  'No camera was paired under the id “{id}”.':
    'Unter der Kennung „{id}“ wurde keine Kamera gekoppelt.',
  'A camera\'s id is 1 to 64 letters, digits, “-”, “_” and “.”; “{id}” is not one.':
    'Die Kennung einer Kamera hat 1 bis 64 Buchstaben, Ziffern, „-“, „_“ und „.“; „{id}“ ist keine.',
  'There are {count} pairing codes already. Wait until some of them are used or old.':
    'Es gibt schon {count} Kopplungscodes. Warten Sie, bis einige benutzt oder abgelaufen sind.',
  'This camera is not connected.':
    'Diese Kamera ist nicht verbunden.',
  'This camera takes no orders: its program cannot change what it sends.':
    'Diese Kamera nimmt keine Anweisungen an: Ihr Programm kann nicht ändern, was es sendet.',
  'The camera did not answer in time. It may be reconnecting; try again.':
    'Die Kamera hat nicht rechtzeitig geantwortet. Vielleicht verbindet sie sich gerade neu; versuchen Sie es noch einmal.',
  'The camera "{id}" is away. Connect it, then try again.':
    'Die Kamera „{id}“ ist weg. Verbinden Sie sie, und versuchen Sie es noch einmal.',
  'Camera “{id}” is away. Start it, or look at its network.':
    'Die Kamera „{id}“ ist weg. Starten Sie sie, oder sehen Sie nach ihrem Netz.',
  'Camera “{id}” has not sent video since the server started. Start it, and try again.':
    'Die Kamera „{id}“ hat seit dem Start des Servers kein Video gesendet. Starten Sie sie, und versuchen Sie es noch einmal.',
  'The camera was renamed in between. Read it again, and change that.':
    'Die Kamera wurde inzwischen umbenannt. Laden Sie die Seite neu, und ändern Sie es dann.',
  'Which way the camera "{id}" looks was changed in between. Read it again, and change that.':
    'Wohin die Kamera „{id}“ schaut, wurde inzwischen geändert. Laden Sie die Seite neu, und ändern Sie es dann.',
  'Somebody is being enrolled in front of this camera already. Wait, or cancel that with DELETE.':
    'Vor dieser Kamera wird schon jemand erfasst. Warten Sie, bis das zu Ende ist.',
  '{count} people are being enrolled in front of cameras already. Try again when one is done.':
    'Es werden schon {count} Personen vor Kameras erfasst. Versuchen Sie es noch einmal, wenn eine fertig ist.',
  'The camera has as many viewers as it may ({count}). Try again later, or raise max-viewers-per-camera.':
    'Die Kamera hat so viele Zuschauer, wie sie haben darf ({count}). Versuchen Sie es später noch einmal, oder erhöhen Sie max-viewers-per-camera.',
  'The server has as many viewers as it may ({count}). Try again later, or raise max-viewers.':
    'Der Server hat so viele Zuschauer, wie er haben darf ({count}). Versuchen Sie es später noch einmal, oder erhöhen Sie max-viewers.',
  'This server sends no mail: set smtp-url and smtp-from, and start it again.':
    'Dieser Server sendet keine E-Mails: Setzen Sie smtp-url und smtp-from, und starten Sie ihn neu.',
  'There is nobody to send mail to: add an address to the rules first.':
    'Es gibt niemanden, der E-Mails bekommt: Fügen Sie den Regeln erst eine Adresse hinzu.',
  'Too many mails are on their way already. Try again in a minute.':
    'Zu viele E-Mails sind schon unterwegs. Versuchen Sie es in einer Minute noch einmal.',
  'The mail server {host} did not take the mail: {problem}. {advice}':
    'Der Mailserver {host} hat die E-Mail nicht angenommen: {problem}. {advice}',
  'There is no webhook with the id "{id}".':
    'Diesen Webhook gibt es nicht mehr („{id}“).',
  'It cannot be reached: {problem}.':
    'Er ist nicht zu erreichen: {problem}.',
  'It answered with a redirection ({status}), which is not followed. Give the webhook the address itself.':
    'Er antwortete mit einer Weiterleitung ({status}), der nicht gefolgt wird. Geben Sie dem Webhook die Adresse selbst.',
  'It answered {status}.':
    'Er antwortete {status}.',
  'Its name is not known: {problem}.':
    'Sein Name ist nicht bekannt: {problem}.',
  'Its name leads into a private network, where the server may not go (setting webhook-private).':
    'Sein Name führt in ein privates Netz, wohin der Server nicht darf (Einstellung webhook-private).',
  'The receiver says that it is gone (410).':
    'Der Empfänger sagt, dass es ihn nicht mehr gibt (410).',
  'finds faces':
    'findet Gesichter',
  'finds landmarks':
    'findet Merkmale des Gesichts',
  'compares faces':
    'vergleicht Gesichter',
  'Faces are found by {detector}, aligned by {landmarks}, and compared by landmark patches, which need no model and serve a small cooperative group.':
    'Gesichter findet: {detector}; ausgerichtet nach: {landmarks}; verglichen nach Mustern um die Merkmale des Gesichts, die kein Modell brauchen und für eine kleine Gruppe gut sind, die mitmacht.',
  'Faces are found by {detector}, aligned by {landmarks}, and compared by {embedder}.':
    'Gesichter findet: {detector}; ausgerichtet nach: {landmarks}; verglichen durch: {embedder}.',
  'That is the best that is there.':
    'Das ist das Beste, was da ist.',
  'The settings name this engine.':
    'Die Einstellungen nennen dieses Verfahren.',
  'Better: {file} ({why}).':
    'Besser: {file} ({why}).',
  'Faster, and for smaller faces: {file} ({why}).':
    'Schneller, und für kleinere Gesichter: {file} ({why}).',
  'no models folder is set':
    'kein Ordner für Modelle ist eingestellt',
  'dlib\'s HOG filters':
    'HOG-Filter von dlib',
  'dlib\'s HOG filters on enlarged pictures':
    'HOG-Filter von dlib auf vergrößerten Bildern',
  'dlib\'s 68 landmarks':
    '68 Merkmale von dlib',
  'built into dlib':
    'in dlib enthalten',
  'part of Rollcall, needs no model':
    'Teil von Rollcall, braucht kein Modell',
};
