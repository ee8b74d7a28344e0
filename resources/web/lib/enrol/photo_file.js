// Photos on their way to the server.

const greatestBytes = 8 * 1024 * 1024;  // as the server takes
const longestSide = 2400;               // pixels of one that is made smaller for that

// The photo as it is, or made smaller where the server would not take it. A file that is no picture stays as it is: the server says so.
export async function fitting(file) {
  if (file.size <= greatestBytes)
    return file;
  try {
    const bitmap = await createImageBitmap(file, {imageOrientation: 'from-image'});
    const scale = Math.min(1, longestSide / Math.max(bitmap.width, bitmap.height));
    const canvas = canvasOf(Math.round(bitmap.width * scale), Math.round(bitmap.height * scale));
    canvas.getContext('2d').drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    bitmap.close();
    return await jpegOf(canvas);
  } catch {
    return file;
  }
}

// What a <video> shows now, held fast until it is closed.
export const frameOf = video => createImageBitmap(video);

// That frame as a JPEG, at most `width` wide.
export function pictureOf(frame, width) {
  const scale = Math.min(1, width / frame.width);
  const canvas = canvasOf(Math.round(frame.width * scale), Math.round(frame.height * scale));
  canvas.getContext('2d').drawImage(frame, 0, 0, canvas.width, canvas.height);
  return jpegOf(canvas);
}

function canvasOf(width, height) {
  return Object.assign(document.createElement('canvas'), {width, height});
}

function jpegOf(canvas) {
  return new Promise((resolve, reject) => canvas.toBlob(blob => blob ? resolve(blob) : reject(new Error('The picture could not be made.')), 'image/jpeg', 0.92));
}
