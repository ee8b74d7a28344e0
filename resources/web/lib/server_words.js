// What the server says, in the language of who reads it. Its sentences are English; words/server.<language>.js has those that people meet here, with {…} where values are.
import {addWords, language, t} from './words.js';

const patterns = new Map();   // by language: [the sentence's pattern, the sentence]
const sentences = new Map();  // by language: all of them

export async function loadServerWords(lang = language()) {
  if (lang === 'en' || patterns.has(lang))
    return;
  const table = (await import(`../words/server.${lang}.js`)).default;
  addWords(lang, table);
  sentences.set(lang, table);
  patterns.set(lang, Object.keys(table).filter(sentence => sentence.includes('{')).map(sentence => [patternOf(sentence), sentence]));
}

const patternOf = sentence => new RegExp(`^${sentence.replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&').replaceAll(/\{(\w+)\}/g, '(?<$1>.+?)')}$`, 's');

// A sentence of which nothing is known stays as it is; a value may be one of the server's as well.
export function said(sentence) {
  const table = sentences.get(language()) ?? {};
  for (const [pattern, english] of patterns.get(language()) ?? []) {
    const found = pattern.exec(sentence);
    if (found)
      return t(english, Object.fromEntries(Object.entries(found.groups).map(([name, value]) => [name, Object.hasOwn(table, value) ? table[value] : value])));
  }
  return t(sentence);
}

// Several sentences in a row.
export const saidAll = text => text.split(/(?<=\.)\s+(?=[A-Z])/).map(said).join(' ');
