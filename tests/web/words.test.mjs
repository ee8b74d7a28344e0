// Every sentence that a page can say is there in German and French, with the same values in it.
import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import {fileURLToPath, pathToFileURL} from 'node:url';

const web = path.join(path.dirname(fileURLToPath(import.meta.url)), '../../resources/web');
const words = async (page, language) => (await import(pathToFileURL(path.join(web, 'words', `${page}.${language}.js`)))).default;

// The files that a module brings with it; those that it imports when they are wanted too, where their name is written out.
function filesOf(file, found = new Set()) {
  if (found.has(file))
    return found;
  found.add(file);
  const text = readFileSync(file, 'utf8');
  for (const [, target] of text.matchAll(/(?:from|import\()\s*'(\.[^']+\.js)'/g))
    filesOf(path.resolve(path.dirname(file), target), found);
  for (const [, folder] of text.matchAll(/import\(`(\.[^`$]+)\/\$\{\w+\}\.js`\)/g)) {
    const all = path.resolve(path.dirname(file), folder);
    readdirSync(all).filter(name => name.endsWith('.js')).forEach(name => filesOf(path.join(all, name), found));
  }
  return found;
}

function sentencesOf(file) {
  const text = readFileSync(file, 'utf8').replaceAll(/^\s*\/\/.*$/gm, '');
  const literal = String.raw`'((?:[^'\\]|\\.)*)'`;
  const said = [...text.matchAll(new RegExp(String.raw`\bt\(\s*${literal}`, 'g'))].map(match => match[1]);
  for (const match of text.matchAll(new RegExp(String.raw`\btn\(\s*${literal}\s*,\s*${literal}`, 'g')))
    said.push(match[1], match[2]);
  return said.map(sentence => sentence.replaceAll(/\\(.)/g, '$1'));
}

const valuesIn = sentence => [...sentence.matchAll(/\{(\w+)\}/g)].map(match => match[1]).sort().join();
const pages = readdirSync(path.join(web, 'pages')).filter(name => name.endsWith('.js') && name !== 'join.js').map(name => name.slice(0, -3));

for (const language of ['de', 'fr']) {
  for (const page of pages) {
    test(`the page ${page} says all of it in ${language}`, async () => {
      const files = [...filesOf(path.join(web, 'pages', `${page}.js`))].filter(file => !file.includes(`${path.sep}shell${path.sep}`));
      const tables = new Set(['shell', page, ...files.flatMap(file => [...readFileSync(file, 'utf8').matchAll(/loadWords\('(\w+)'\)/g)].map(match => match[1]))]);
      const known = Object.assign({}, ...await Promise.all([...tables].map(table => words(table, language))));
      const said = new Set(files.flatMap(sentencesOf));
      assert.ok(said.size > 0);
      assert.deepEqual([...said].filter(sentence => !(sentence in known)), [], 'without a translation');
      assert.deepEqual(Object.entries(known).filter(([sentence, translated]) => valuesIn(sentence) !== valuesIn(translated)).map(([sentence]) => sentence), [], 'with other values');
    });
  }
}

// The tables of the pages come into one: what one page says in other words would be said so on another one as well, by which was opened first.
for (const language of ['de', 'fr']) {
  test(`every sentence is said the same on each page in ${language}`, async () => {
    const said = new Map();
    const otherwise = [];
    for (const file of readdirSync(path.join(web, 'words')).filter(name => name.endsWith(`.${language}.js`))) {
      for (const [sentence, translated] of Object.entries(await words(file.split('.')[0], language))) {
        if ((said.get(sentence) ?? translated) !== translated)
          otherwise.push(`${sentence}: ${said.get(sentence)} / ${translated}`);
        said.set(sentence, translated);
      }
    }
    assert.ok(said.size > 500);
    assert.deepEqual(otherwise, []);
  });
}

// What the server says is known by its sentences: one that it says otherwise now would not be found any more.
const server = path.join(web, '../../server-app');
function saidByServer() {
  const sources = readdirSync(server, {recursive: true}).filter(name => name.endsWith('.cpp'));
  return sources.map(name => readFileSync(path.join(server, name), 'utf8')).join('\n').replaceAll(/\\u([0-9a-f]{4})/gi, (whole, code) => String.fromCharCode(Number.parseInt(code, 16))).replaceAll('\\"', '"').replaceAll(/%[1-9]/g, '{}');
}
for (const language of ['de', 'fr']) {
  test(`sentences of the server are its own, and said in ${language} with the same values`, async () => {
    const table = await words('server', language);
    const source = saidByServer();
    const parts = sentence => sentence.split(/\{\w+\}/).map(part => part.trim()).filter(part => /\w{3}/.test(part));
    assert.ok(Object.keys(table).length > 90);
    assert.deepEqual(Object.keys(table).filter(sentence => !parts(sentence).every(part => source.includes(part))), [], 'the server says no such thing');
    const unknown = Object.entries(table).filter(([sentence, said]) => valuesIn(said).split(',').some(value => !valuesIn(sentence).split(',').includes(value)));
    assert.deepEqual(unknown, [], 'a value that the sentence does not have');
  });
}

test('a sentence of the server is said with its values; one that nobody knows stays as it is', async () => {
  globalThis.document = {documentElement: {}};
  const {setLanguage} = await import('../../resources/web/lib/words.js');
  const {loadServerWords, said, saidAll} = await import('../../resources/web/lib/server_words.js');
  setLanguage('de');
  await loadServerWords();
  assert.equal(said('There is an account called "Ada (old)?" already. Choose another name.'), 'Ein Konto namens „Ada (old)?“ gibt es schon. Wählen Sie einen anderen Namen.');
  assert.equal(said('The name or the password is wrong.'), 'Name oder Passwort ist falsch.');
  assert.equal(said('Something else.'), 'Something else.');
  assert.equal(said('There is a token called "constructor" already. Choose another name, or revoke that one.'), 'Einen Schlüssel namens „constructor“ gibt es schon. Wählen Sie einen anderen Namen, oder widerrufen Sie jenen.');
  assert.equal(saidAll('That is the best that is there. Better: net-0095.onnx (no models folder is set).'), 'Das ist das Beste, was da ist. Besser: net-0095.onnx (kein Ordner für Modelle ist eingestellt).');
  setLanguage('en');
  assert.equal(said('The name or the password is wrong.'), 'The name or the password is wrong.');
});

test('a name that is written from right to left stays apart from the numbers behind it', async () => {
  globalThis.document = {documentElement: {}};
  const {t} = await import(pathToFileURL(path.join(web, 'lib/words.js')));
  assert.equal(t('{name} · {count}', {name: 'محمد علي', count: 28}), '\u2068محمد علي\u2069 · 28');
  assert.equal(t('{name} · {count}', {name: 'Ada', count: 28}), 'Ada · 28');
});
