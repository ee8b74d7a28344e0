// Long answers as they come.
import {ApiError} from './api.js';

export const patience = 3_600_000;  // ms: a year of ten thousand people takes its time

// The next piece of an answer; that it breaks off is said like every other error of the server, in this sentence.
export async function piece(reader, signal, brokenOff) {
  try {
    return await reader.read();
  } catch (error) {
    if (signal?.aborted)
      throw error;
    throw new ApiError({title: brokenOff});
  }
}
