export default {
  'All cameras': 'Toutes les caméras', '{count} camera': '{count} caméra', '{count} cameras': '{count} caméras', '{count} camera live': '{count} caméra en direct', '{count} cameras live': '{count} caméras en direct', '{count} away': '{count} hors ligne',
  'Boxes and names (b)': 'Cadres et noms (b)', 'Before (←)': 'Précédent (←)', 'Next (→)': 'Suivant (→)', 'Full screen (f)': 'Plein écran (f)', 'Cameras at once': 'Caméras à la fois',
  'No camera has been here yet': 'Aucune caméra n’est encore venue', 'Any computer with a webcam can be one, and so can most network cameras.': 'Tout ordinateur avec webcam peut en être une, ainsi que la plupart des caméras réseau.', 'Pair a camera': 'Appairer une caméra',
  'away since {time}': 'hors ligne depuis {time}', 'No picture until the camera is back': 'Pas d’image avant le retour de la caméra',
  'WebRTC does not get through from here: plain pictures instead': 'WebRTC ne passe pas d’ici : images simples à la place',
  'Asked to show life: {what}': 'Signe de vie demandé : {what}', 'blink twice': 'cligner deux fois', 'turn left': 'tourner à gauche', 'turn right': 'tourner à droite',
  'too dark': 'trop sombre', 'too blurred': 'trop flou', 'too small': 'trop petit', 'turned away': 'détourné',
  'Statistics': 'Statistiques', 'Latency, camera to screen': 'Latence, de la caméra à l’écran', 'Bitrate': 'Débit', 'Frames a second': 'Images par seconde', 'Packets lost': 'Paquets perdus', 'Jitter': 'Gigue',
  'Resolution': 'Résolution', 'Codec': 'Codec', 'Decoded': 'Décodées', 'Dropped': 'Abandonnées', 'Round trip': 'Aller-retour', 'State': 'État', 'No connection yet': 'Pas encore de connexion',
  'In the picture': 'À l’image', 'Nobody': 'Personne',
};
