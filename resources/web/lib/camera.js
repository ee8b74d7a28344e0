// What every page says of a camera.
export const isAway = camera => camera.state === 'offline' || camera.state === 'away';
export const nameOf = camera => camera.name || camera.id;
