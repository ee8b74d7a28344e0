// Reads what stamped_frames.cpp wrote into pictures, inside the page. Given to page.evaluate.

// Watches the video of a camera's tile for so many frames: [{at, stamped, number, box}] with milliseconds since 1970 of the showing and of the
// making, and the middle of the box that is drawn over this very frame, in pixels of the picture (null where there is none).
export function watchStamps([camera, count]) {
  const tile = document.querySelector(`[data-camera="${camera}"]`);
  const video = tile.querySelector("video");
  const boxes = tile.querySelector(".boxes");
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [640, 32];
  const pen = canvas.getContext("2d", { willReadFrequently: true });

  const crc16 = (bytes) => {
    let crc = 0xffff;
    for (const byte of bytes) {
      crc ^= byte << 8;
      for (let bit = 0; bit < 8; ++bit) crc = (crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1) & 0xffff;
    }
    return crc;
  };
  const readStamp = () => {
    pen.drawImage(video, 0, 0, 640, 32, 0, 0, 640, 32);
    const { data } = pen.getImageData(0, 0, 640, 32);
    const bytes = Array(10).fill(0);
    for (let bit = 0; bit < 80; ++bit) {
      const [left, top] = [(bit % 40) * 16, Math.floor(bit / 40) * 16];
      let sum = 0;
      for (let y = 5; y < 11; ++y) for (let x = 5; x < 11; ++x) sum += data[((top + y) * 640 + left + x) * 4 + 1];
      bytes[bit >> 3] = (bytes[bit >> 3] << 1) | (sum / 36 > 125 ? 1 : 0);
    }
    if (crc16(bytes.slice(0, 8)) !== (bytes[8] << 8 | bytes[9])) return null;
    const number = (from, to) => bytes.slice(from, to).reduce((value, byte) => value * 256 + byte, 0);
    return { low: number(0, 5), number: number(5, 8) };
  };
  // The outer strokes of the box at the height of the face, below every label.
  const readBox = () => {
    const scale = boxes.width / boxes.clientWidth;
    const shape = video.videoWidth / video.videoHeight;
    const height = Math.min(boxes.clientHeight, boxes.clientWidth / shape);
    const width = height * shape;
    const row = Math.round(((boxes.clientHeight - height) / 2 + height * 0.55) * scale);
    const band = Math.round(24 * scale);  // higher than a gap of a dashed line
    const { data } = boxes.getContext("2d").getImageData(0, row, boxes.width, band);
    let [first, last] = [-1, -1];
    for (let x = 0; x < boxes.width; ++x) {
      let isDrawn = false;
      for (let y = 0; y < band && !isDrawn; ++y) isDrawn = data[(y * boxes.width + x) * 4 + 3] >= 128;
      if (!isDrawn) continue;
      if (first < 0) first = x;
      last = x;
    }
    return first < 0 ? null : (((first + last) / 2 / scale - (boxes.clientWidth - width) / 2) / width) * 640;
  };
  return new Promise((resolve) => {
    const seen = [];
    const look = (now, metadata) => {
      const stamp = readStamp();
      const at = performance.timeOrigin + metadata.expectedDisplayTime;
      if (stamp) {
        const span = 2 ** 40;
        const late = ((Math.floor(at) % span) - stamp.low + span * 1.5) % span - span / 2;
        seen.push({ at, stamped: at - late - (at % 1), number: stamp.number, box: readBox() });
      }
      if (seen.length < count) video.requestVideoFrameCallback(look);
      else resolve(seen);
    };
    video.requestVideoFrameCallback(look);
  });
}

// Where the middle of the face is in a picture made at this time (offsetAt of stamped_frames.cpp).
export function faceAt(milliseconds) {
  const phase = (milliseconds % 4000) / 4000;
  const way = phase < 0.5 ? 2 * phase : 2 - 2 * phase;
  return { x: 440 - Math.trunc((way * 240) / 2) * 2, direction: phase < 0.5 ? -1 : 1 };
}
export const speed = 240 / 2000;  // pixels a millisecond

export const quantile = (values, share) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))];
