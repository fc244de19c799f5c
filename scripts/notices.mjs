/**
 * Writes what goes out with an installer into out/notices: the licences of everything inside it, and its bill of
 * materials (CycloneDX, made by npm). Ends with an error when a package's licence is not one that may go out with ours.
 */
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root, run } from './child.mjs'
import { fail, npm, setUp } from './setup.mjs'

/** SPDX names of licences that allow what we do: passing on unchanged, beside a program under the EUPL. */
const ALLOWED =
  '0BSD Apache-2.0 BSD-2-Clause BSD-3-Clause CC0-1.0 EUPL-1.2 ISC MIT MIT-0 MPL-2.0 OFL-1.1'.split(' ')

/** Packages whose package.json names no licence; looked up in their own LICENSE file. */
const STATED_ELSEWHERE = { 'png-js': 'MIT' }

/** Also those of fonts and decoders that lie in folders of their own. */
const LICENCE_FILE = /(^|[/\\])(licen[cs]e|copying|notice|ofl)([._-][^/\\]*)?$/i
const RULE = '='.repeat(78)

/** Every package that the program stands on while it runs, sorted by name. A package may be there in several versions. */
export function shippedPackages() {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
  return Object.entries(packages)
    .filter(([path, { dev, devOptional }]) => path && !dev && !devOptional && existsSync(join(root, path)))
    .map(([path, { version, license }]) => ({ path, name: nameOf(path), version, licence: license }))
    .map((found) => ({ ...found, licence: found.licence ?? STATED_ELSEWHERE[found.name] ?? 'not stated' }))
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en') || a.version.localeCompare(b.version, 'en'))
}

/** Whether an SPDX expression is made of allowed licences only; of "A OR B" one is enough. */
export function mayGoOut(licence) {
  const plain = licence.replaceAll(/[()]/g, '')
  if (plain.includes(' OR ')) return plain.split(' OR ').some(mayGoOut)
  return plain.split(' AND ').every((one) => ALLOWED.includes(one.trim()))
}

/** The text that goes out: every package with its own licence files, then what is compiled into some of them. */
export function licenceText(packages = shippedPackages()) {
  return [
    'Unterschriftenmappe: licences of what is inside / Lizenzen der enthaltenen Teile',
    'Electron and Chromium bring their own: LICENSE.electron.txt, LICENSES.chromium.html.',
    ...packages.map(entryOf),
    `${RULE}\n${readFileSync(join(root, 'resources', 'notices', 'compiled-in.txt'), 'utf8').trim()}`,
    `${RULE}\nApache License 2.0\n\n${read('node_modules/pdfjs-dist', 'LICENSE')}`,
  ].join('\n\n')
}

const nameOf = (path) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
const isText = (path, file) =>
  statSync(join(root, path, file)).isFile() && !/\.(m?js|ts|json|html)$/.test(file)
const read = (path, file) =>
  readFileSync(join(root, path, file), 'utf8')
    .replaceAll('\r\n', '\n')
    .trim()

function entryOf({ path, name, version, licence }) {
  const texts = readdirSync(join(root, path), { recursive: true })
    .filter((file) => LICENCE_FILE.test(file) && !file.includes('node_modules') && isText(path, file))
    .toSorted()
    .map((file) => read(path, file))
  const said = texts.length > 0 ? texts : [madeBy(path, name), usualText(licence)]
  return [`${RULE}\n${name} ${version}: ${licence}`, ...said].join('\n\n')
}

/** Whose work a package is that brings no licence text of its own. */
function madeBy(path, name) {
  const { author, homepage, repository } = JSON.parse(read(path, 'package.json'))
  const from = homepage ?? repository?.url ?? repository ?? ''
  const whose = author?.name ?? author ?? `the authors of ${name}`
  return [`Copyright (c) ${whose}`, from, 'The package brings no text; this is its licence as usual:']
    .filter(Boolean)
    .join('\n')
}

/** The usual words of a licence that needs no more than a name put before it. */
function usualText(licence) {
  const file = `${licence}.txt`
  return existsSync(join(root, 'resources', 'notices', file)) ? read('resources/notices', file) : ''
}

/**
 * The bill of materials as npm gives it, cut down to what goes out. npm's own `--omit=dev` also leaves out what the program
 * and a tool for building both stand on, vue among it.
 */
async function billOfMaterials() {
  const { name } = JSON.parse(read('.', 'package.json'))
  const goesOut = new Set(shippedPackages().map((found) => `${found.name}@${found.version}`))
  const bill = await askNpm()
  const kept = bill.components.filter(
    (part) => part.name === 'electron' || goesOut.has(`${part.name}@${part.version}`),
  )
  const component = { ...bill.metadata.component, name }
  const refs = new Set([component, ...kept].map((part) => part['bom-ref']))
  const dependencies = bill.dependencies
    .filter(({ ref }) => refs.has(ref))
    .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((other) => refs.has(other)) }))
  return { ...bill, metadata: { ...bill.metadata, component }, components: kept, dependencies }
}

async function askNpm() {
  const said = []
  const [command, args] = npm([
    'sbom',
    '--sbom-format=cyclonedx',
    '--sbom-type=application',
    '--package-lock-only',
  ])
  const code = await run(command, args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    onOutput: (text) => said.push(text),
  })
  if (code !== 0)
    fail('Die Stückliste ließ sich nicht erstellen.', 'The bill of materials could not be made.')
  return JSON.parse(said.join(''))
}

/** Writes both into a folder. */
export async function writeNotices(folder) {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'licences.txt'), `${licenceText()}\n`)
  writeFileSync(join(folder, 'sbom.cdx.json'), `${JSON.stringify(await billOfMaterials(), null, 2)}\n`)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await setUp()
  const odd = shippedPackages().filter(({ licence }) => !mayGoOut(licence))
  if (odd.length > 0) {
    const names = odd.map(({ name, licence }) => `${name} (${licence})`).join(', ')
    fail(`Diese Lizenzen sind nicht geprüft: ${names}`, `These licences have not been looked at: ${names}`)
  }
  await writeNotices(join(root, 'out', 'notices'))
}
