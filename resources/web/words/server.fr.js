// What the server says, by its English sentences (lib/server_words.js).
export default {
  'The name or the password is wrong.':
    'Le nom ou le mot de passe est faux.',
  'The old password is wrong.':
    'L’ancien mot de passe est faux.',
  'This is not the set-up code. The server printed it when it started the last time; each start makes another.':
    'Ce n’est pas le code de configuration. Le serveur l’a affiché à son dernier démarrage ; chaque démarrage en crée un autre.',
  'Too many codes were tried from this address. Try again later.':
    'Trop de codes ont été essayés depuis cette adresse. Réessayez plus tard.',
  'Too many tries to sign in. Try again in {time}.':
    'Trop d’essais de connexion. Réessayez dans {time}.',
  'The server has been set up already. Sign in with an account.':
    'Le serveur est déjà configuré. Connectez-vous avec un compte.',
  'A password has at least {count} characters. A few words are easy to keep in mind and hard to guess.':
    'Un mot de passe a au moins {count} caractères. Quelques mots se retiennent bien et se devinent mal.',
  'A password has at most {count} characters.':
    'Un mot de passe a au plus {count} caractères.',
  'A password that is the account\'s own name is the first that is tried. Choose another.':
    'Un mot de passe identique au nom du compte est le premier qu’on essaie. Choisissez-en un autre.',
  'A name has at most {count} characters.':
    'Un nom a au plus {count} caractères.',
  'A name has only characters that can be seen.':
    'Un nom n’a que des caractères visibles.',
  'There is an account called "{name}" already. Choose another name.':
    'Il y a déjà un compte nommé « {name} ». Choisissez un autre nom.',
  'There is a token called "{name}" already. Choose another name, or revoke that one.':
    'Il y a déjà un jeton nommé « {name} ». Choisissez un autre nom, ou révoquez celui-là.',
  'There is no such account; it may have been removed.':
    'Ce compte n’existe pas ; il a peut-être été retiré.',
  'There is no such session; it may be over already.':
    'Cette connexion n’existe pas ; elle est peut-être déjà terminée.',
  'There is no such token; it may have been revoked already.':
    'Ce jeton n’existe pas ; il a peut-être déjà été révoqué.',
  'This is the last admin. Make another account an admin first, without a limit to cameras.':
    'C’est le dernier administrateur. Donnez d’abord ce rôle à un autre compte, sans limite à des caméras.',
  'An admin cannot be limited to cameras. Choose another role, or no limit.':
    'Un administrateur ne peut pas être limité à des caméras. Choisissez un autre rôle, ou aucune limite.',
  'The account was removed just now.':
    'Le compte vient d’être retiré.',
  'Your role does not include this ({right}). Ask an admin.':
    'Votre rôle ne comprend pas cela ({right}). Demandez à un administrateur.',
  'Your account is limited to some cameras, which leaves no room for this ({right}).':
    'Votre compte est limité à certaines caméras et ne permet pas cela ({right}).',
  'Your account is limited to other cameras than “{camera}”.':
    'Votre compte est limité à d’autres caméras que « {camera} ».',
  'This is for accounts that are signed in; you are here by a token or without an account.':
    'C’est pour les comptes connectés ; vous êtes ici par un jeton ou sans compte.',
  'The header “X-Rollcall-CSRF” is missing or not that of this session. Load the page again.':
    'Cette page est celle d’une autre connexion. Rechargez-la.',
  'The server is too busy to keep a password. Try again in a few seconds.':
    'Le serveur est trop occupé pour prendre un mot de passe. Réessayez dans quelques secondes.',
  'The server is too busy to compare passwords. Try again in a few seconds.':
    'Le serveur est trop occupé pour comparer des mots de passe. Réessayez dans quelques secondes.',
  'The server is too busy to keep a PIN. Try again in a few seconds.':
    'Le serveur est trop occupé pour prendre un code PIN. Réessayez dans quelques secondes.',
  'The server is too busy to look at photos. Try again in a few seconds.':
    'Le serveur est trop occupé pour regarder des photos. Réessayez dans quelques secondes.',
  'The server has too many enrolments to do. Try again in a minute.':
    'Le serveur a trop de personnes à inscrire. Réessayez dans une minute.',
  'The register is too busy to answer now. Try again in a few seconds.':
    'Le registre est trop occupé pour répondre. Réessayez dans quelques secondes.',
  'The register\'s database did not answer in time. Try again later.':
    'La base de données du registre n’a pas répondu à temps. Réessayez plus tard.',
  'The register is not available.':
    'Le registre n’est pas disponible.',
  'The server cannot look up accounts at the moment, since its register is not reached.':
    'Le serveur ne peut pas consulter les comptes pour l’instant : il n’atteint pas son registre.',
  'The server found no answer in time. Try again.':
    'Le serveur n’a pas trouvé de réponse à temps. Réessayez.',
  'The server gave no answer to this request; its log may say why.':
    'Le serveur n’a pas répondu à cette demande ; son journal dit peut-être pourquoi.',
  'The server is shutting down.':
    'Le serveur s’arrête.',
  'Too many connections are open. Close some, or try again later.':
    'Trop de connexions sont ouvertes. Fermez-en, ou réessayez plus tard.',
  'The request\'s body is larger than the {count} bytes that this address takes.':
    'C’est plus que les {count} octets que le serveur prend ici.',
  '{count} reports are being made already. Try again in a moment.':
    '{count} rapports sont déjà en cours. Réessayez dans un instant.',
  '{count} exports are made already. Try again in a minute.':
    '{count} exports sont déjà en cours. Réessayez dans une minute.',
  'There is a person with the id "{id}" already. Choose another id, or remove that person first.':
    'Il y a déjà une personne avec l’identifiant « {id} ». Choisissez-en un autre, ou retirez d’abord cette personne.',
  'There is a person with the id "{id}" already. Choose another id.':
    'Il y a déjà une personne avec l’identifiant « {id} ». Choisissez-en un autre.',
  'The external id "{id}" belongs to the person "{person}" already. Choose another one, or take it from that person first.':
    'Le numéro « {id} » est déjà celui de la personne « {person} ». Choisissez-en un autre, ou retirez-le d’abord à cette personne.',
  'There is no person with the id "{id}".':
    'Il n’y a personne avec l’identifiant « {id} ».',
  'The person with the id "{id}" has no such photo.':
    'La personne « {id} » n’a pas cette photo.',
  'The person "{id}" was changed in between. Read it again, and change that.':
    'La personne « {id} » a été modifiée entre-temps. Rechargez la page, puis modifiez-la.',
  'A person cannot be merged with themself.':
    'Une personne ne peut pas être réunie avec elle-même.',
  'The photos look like the person with the id "{id}", who is enrolled already. Add the photos to that person, or say allowDuplicate=true where they are two people.':
    'Les photos ressemblent à la personne « {id} », déjà inscrite.',
  'None of the photos can be used. {problems}':
    'Aucune des photos n’est utilisable. {problems}',
  'Send at most {count} photos at once.':
    'Envoyez au plus {count} photos à la fois.',
  'Photo {number} is larger than {size} MiB.':
    'La photo {number} dépasse {size} Mio.',
  'Photo {number} is not JPEG, PNG, WebP or BMP.':
    'La photo {number} n’est ni JPEG, ni PNG, ni WebP, ni BMP.',
  'This request was answered already.':
    'On y a déjà répondu.',
  'Somebody else is answering this request at this moment.':
    'Quelqu’un d’autre est en train d’y répondre.',
  'This link is no longer good: it was used, has expired or was taken back. Ask whoever gave it to you for another one.':
    'Ce lien n’est plus valable : il a servi, a expiré ou a été retiré. Demandez-en un autre à qui vous l’a donné.',
  'Many people are sending photos at this moment. Try again in a few seconds.':
    'Beaucoup de gens envoient des photos en ce moment. Réessayez dans quelques secondes.',
  'Too much was asked from your network. Wait a few minutes, and try again.':
    'Trop de demandes sont venues de votre réseau. Attendez quelques minutes, puis réessayez.',
  'Somebody else corrected this day in the meantime. Look at it again, and correct what is still wrong.':
    'Quelqu’un d’autre a corrigé ce jour entre-temps. Regardez-le à nouveau, et corrigez ce qui est encore faux.',
  'There is no sighting with the id {id}.':
    'Cette observation n’existe plus ({id}).',
  'There is no unknown face with the id "{id}".':
    'Ce visage inconnu n’existe plus (« {id} »).',
  'This face became the person with the id "{id}" already.':
    'Ce visage est déjà devenu la personne « {id} ».',
  'There is no alert with the id "{id}".':
    'Cette alerte n’existe plus (« {id} »).',
  'This alert has ended by itself; there is nothing left to see to.':
    'Cette alerte a pris fin d’elle-même ; il n’y a plus rien à faire.',
  'The shift "{id}" is in use by {count} assignments. Remove these first, or end the shift with "validUntil" to keep the register of the past.':
    'L’horaire « {id} » est encore affecté {count} fois. Retirez d’abord ces affectations, ou terminez l’horaire à une date pour garder le registre du passé.',
  'There is no camera "{id}".':
    'Il n’y a pas de caméra « {id} ».',
  'There is no camera with the id "{id}", or it has not been here since the server started.':
    'Il n’y a pas de caméra « {id} », ou elle n’est pas venue depuis le démarrage du serveur.',
  'No camera was paired under the id “{id}”.':
    'Aucune caméra n’a été appairée sous « {id} ».',
  'A camera\'s id is 1 to 64 letters, digits, “-”, “_” and “.”; “{id}” is not one.':
    'L’identifiant d’une caméra a de 1 à 64 lettres, chiffres, « - », « _ » et « . » ; « {id} » n’en est pas un.',
  'There are {count} pairing codes already. Wait until some of them are used or old.':
    'Il y a déjà {count} codes d’appairage. Attendez que certains aient servi ou expiré.',
  'This camera is not connected.':
    'Cette caméra n’est pas connectée.',
  'This camera takes no orders: its program cannot change what it sends.':
    'Cette caméra n’accepte pas de consignes : son programme ne peut pas changer ce qu’il envoie.',
  'The camera did not answer in time. It may be reconnecting; try again.':
    'La caméra n’a pas répondu à temps. Elle se reconnecte peut-être ; réessayez.',
  'The camera "{id}" is away. Connect it, then try again.':
    'La caméra « {id} » est hors ligne. Connectez-la, puis réessayez.',
  'Camera “{id}” is away. Start it, or look at its network.':
    'La caméra « {id} » est hors ligne. Démarrez-la, ou vérifiez son réseau.',
  'Camera “{id}” has not sent video since the server started. Start it, and try again.':
    'La caméra « {id} » n’a pas envoyé de vidéo depuis le démarrage du serveur. Démarrez-la, puis réessayez.',
  'The camera was renamed in between. Read it again, and change that.':
    'La caméra a été renommée entre-temps. Rechargez la page, puis modifiez-la.',
  'Which way the camera "{id}" looks was changed in between. Read it again, and change that.':
    'La direction de la caméra « {id} » a été modifiée entre-temps. Rechargez la page, puis modifiez-la.',
  'Somebody is being enrolled in front of this camera already. Wait, or cancel that with DELETE.':
    'Quelqu’un est déjà en cours d’inscription devant cette caméra. Attendez que ce soit terminé.',
  '{count} people are being enrolled in front of cameras already. Try again when one is done.':
    '{count} personnes sont déjà en cours d’inscription devant des caméras. Réessayez quand l’une aura fini.',
  'The camera has as many viewers as it may ({count}). Try again later, or raise max-viewers-per-camera.':
    'La caméra a autant de spectateurs que permis ({count}). Réessayez plus tard, ou augmentez max-viewers-per-camera.',
  'The server has as many viewers as it may ({count}). Try again later, or raise max-viewers.':
    'Le serveur a autant de spectateurs que permis ({count}). Réessayez plus tard, ou augmentez max-viewers.',
  'This server sends no mail: set smtp-url and smtp-from, and start it again.':
    'Ce serveur n’envoie pas d’e-mails : définissez smtp-url et smtp-from, puis redémarrez-le.',
  'There is nobody to send mail to: add an address to the rules first.':
    'Il n’y a personne à qui écrire : ajoutez d’abord une adresse aux règles.',
  'Too many mails are on their way already. Try again in a minute.':
    'Trop d’e-mails sont déjà en route. Réessayez dans une minute.',
  'The mail server {host} did not take the mail: {problem}. {advice}':
    'Le serveur de messagerie {host} n’a pas pris l’e-mail : {problem}. {advice}',
  'There is no webhook with the id "{id}".':
    'Ce webhook n’existe plus (« {id} »).',
  'It cannot be reached: {problem}.':
    'Il est injoignable : {problem}.',
  'It answered with a redirection ({status}), which is not followed. Give the webhook the address itself.':
    'Il a répondu par une redirection ({status}), qui n’est pas suivie. Donnez au webhook l’adresse elle-même.',
  'It answered {status}.':
    'Il a répondu {status}.',
  'Its name is not known: {problem}.':
    'Son nom n’est pas connu : {problem}.',
  'Its name leads into a private network, where the server may not go (setting webhook-private).':
    'Son nom mène à un réseau privé, où le serveur ne peut pas aller (réglage webhook-private).',
  'The receiver says that it is gone (410).':
    'Le destinataire dit qu’il n’existe plus (410).',
  'finds faces':
    'trouve les visages',
  'finds landmarks':
    'trouve les repères du visage',
  'compares faces':
    'compare les visages',
  'Faces are found by {detector}, aligned by {landmarks}, and compared by landmark patches, which need no model and serve a small cooperative group.':
    'Les visages sont trouvés par : {detector} ; alignés sur : {landmarks} ; comparés par motifs autour des repères du visage, qui ne demandent pas de modèle et suffisent à un petit groupe coopératif.',
  'Faces are found by {detector}, aligned by {landmarks}, and compared by {embedder}.':
    'Les visages sont trouvés par : {detector} ; alignés sur : {landmarks} ; comparés par : {embedder}.',
  'That is the best that is there.':
    'C’est le meilleur de ce qui est là.',
  'The settings name this engine.':
    'Les réglages nomment ce moteur.',
  'Better: {file} ({why}).':
    'Mieux : {file} ({why}).',
  'Faster, and for smaller faces: {file} ({why}).':
    'Plus rapide, et pour des visages plus petits : {file} ({why}).',
  'no models folder is set':
    'aucun dossier de modèles n’est réglé',
  'dlib\'s HOG filters':
    'filtres HOG de dlib',
  'dlib\'s HOG filters on enlarged pictures':
    'filtres HOG de dlib sur images agrandies',
  'dlib\'s 68 landmarks':
    '68 repères de dlib',
  'built into dlib':
    'intégré à dlib',
  'part of Rollcall, needs no model':
    'partie de Rollcall, sans modèle',
};
