// What the server says, in the language of who reads it. Its sentences are English; words/server.<language>.js has those that people meet here, with {…} where values are.
import {addWords, language, t} from './words.js';

const patterns = new Map();  // by language: [the sentence's pattern, the sentence]

export async function loadServerWords(lang = language()) {
  if (lang === 'en' || patterns.has(lang))
    return;
  const table = (await import(`../words/server.${lang}.js`)).default;
  addWords(lang, table);
  patterns.set(lang, Object.keys(table).filter(sentence => sentence.includes('{')).map(sentence => [patternOf(sentence), sentence]));
}

const patternOf = sentence => new RegExp(`^${sentence.replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&').replaceAll(/\{(\w+)\}/g, '(?<$1>.+?)')}$`, 's');

// A sentence of which nothing is known stays as it is.
export function said(sentence) {
  for (const [pattern, english] of patterns.get(language()) ?? []) {
    const found = pattern.exec(sentence);
    if (found)
      return t(english, found.groups);
  }
  return t(sentence);
}
