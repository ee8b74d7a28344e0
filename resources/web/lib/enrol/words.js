// What is said about photos, by the codes of docs/api.md: the server's own sentences are English.
import {t} from '../words.js';

const hints = {
  'nobody-there': () => t('Nobody is in the picture'),
  'several-people': () => t('More than one person is in the picture'),
  'come-nearer': () => t('Come nearer'),
  'move-to-middle': () => t('Move to the middle of the picture'),
  'too-dark': () => t('Too dark: turn on a light or face the window'),
  'too-bright': () => t('Too bright: turn away from the light'),
  'hold-still': () => t('Hold still'),
  'look-ahead': () => t('Look straight into the camera'),
  'turn-left': () => t('Turn your head a little to your left'),
  'turn-right': () => t('Turn your head a little to your right'),
  'turned-too-far': () => t('Turned too far: look towards the camera'),
  'somebody-else': () => t('Somebody else is in the picture'),
  complete: () => t('That is enough'),
};

const reasons = {
  'not-a-picture': () => t('This file is no picture. Choose a JPEG, PNG, WebP or BMP file.'),
  'too-large': () => t('This picture is too large. Choose a smaller one.'),
  'no-face': () => t('No face was found. Choose a photo that shows the face from the front, large and well lit.'),
  'several-faces': () => t('It shows several faces. Choose one with this person alone.'),
  'too-small': () => t('The face is too small. Choose a photo from nearer.'),
  'cut-off': () => t('The face is cut off at the edge.'),
  'too-dark': () => t('The face is too dark.'),
  'too-bright': () => t('The face is too bright.'),
  'too-blurred': () => t('The face is blurred.'),
  'turned-away': () => t('The face is turned away. Choose a photo from the front.'),
  'somebody-else': () => t('It shows somebody else than the other photos. Leave it out, or remove the others.'),
  'photos-differ': () => t('The photos seem to show different people. Choose photos of one person.'),
  busy: () => t('The server is busy. Try again in a moment.'),
};

export const hintText = hint => hint ? hints[hint.code]?.() ?? hint.text : '';
// `problem` is the server's own sentence, for reasons that are new.
export const reasonText = (reason, problem) => reasons[reason]?.() ?? problem ?? t('The photo cannot be used.');

// How good a photo is, in a word.
export function qualityWord(quality) {
  return quality >= 0.6 ? t('very good') : quality >= 0.35 ? t('good') : t('usable');
}
