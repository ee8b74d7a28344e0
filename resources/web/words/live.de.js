export default {
  'All cameras': 'Alle Kameras', '{count} camera': '{count} Kamera', '{count} cameras': '{count} Kameras', '{count} camera live': '{count} Kamera live', '{count} cameras live': '{count} Kameras live', '{count} away': '{count} weg',
  'Boxes and names (b)': 'Rahmen und Namen (b)', 'Before (←)': 'Zurück (←)', 'Next (→)': 'Weiter (→)', 'Full screen (f)': 'Vollbild (f)', 'Cameras at once': 'Kameras gleichzeitig',
  'No camera has been here yet': 'Noch keine Kamera war hier', 'Any computer with a webcam can be one, and so can most network cameras.': 'Jeder Rechner mit Webcam kann eine sein, und die meisten Netzwerkkameras auch.', 'Pair a camera': 'Kamera koppeln',
  'away since {time}': 'weg seit {time}', 'No picture until the camera is back': 'Kein Bild, bis die Kamera wieder da ist',
  'WebRTC does not get through from here: plain pictures instead': 'WebRTC kommt von hier nicht durch: stattdessen einfache Bilder',
  'Asked to show life: {what}': 'Um ein Lebenszeichen gebeten: {what}', 'blink twice': 'zweimal blinzeln', 'turn left': 'nach links drehen', 'turn right': 'nach rechts drehen',
  'too dark': 'zu dunkel', 'too blurred': 'zu unscharf', 'too small': 'zu klein', 'turned away': 'abgewandt',
  'Statistics': 'Messwerte', 'Latency, camera to screen': 'Verzögerung, Kamera bis Bildschirm', 'Bitrate': 'Bitrate', 'Frames a second': 'Bilder je Sekunde', 'Packets lost': 'Verlorene Pakete', 'Jitter': 'Schwankung',
  'Resolution': 'Auflösung', 'Codec': 'Codec', 'Decoded': 'Dekodiert', 'Dropped': 'Verworfen', 'Round trip': 'Hin und zurück', 'State': 'Zustand', 'No connection yet': 'Noch keine Verbindung',
  'In the picture': 'Im Bild', 'Nobody': 'Niemand',
};
