// Cameras: which of them are here, and what each of them sends. One camera has a page of its own.

import {showCamera} from './cameras/camera.js';
import {showCameras} from './cameras/list.js';
import {t} from '../lib/words.js';

export const title = ({parts}) => (parts[0] ? `${parts[0]} · ${t('Cameras')}` : t('Cameras'));

export function show(host, {parts, query, signal}) {
  return parts[0] ? showCamera(host, parts[0], {query, signal}) : showCameras(host, {query, signal});
}
