/** The command line in the hands of an administrator: good calls, wrong calls, bad files. */
import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PDFDocument } from 'pdf-lib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readPages } from '../../src/core/agreement/reading/page-text.ts'
import { handwritingOf } from '../../src/core/demo/handwriting.ts'
import { mappe, mappeJson } from '../fixtures/cli.ts'
import { OWNER, USER, lockedPdf } from '../fixtures/locked-pdfs.ts'
import type { Called } from '../fixtures/cli.ts'
import { pdfWith } from '../fixtures/paper-pages.ts'

const LISTS = fileURLToPath(new URL('../fixtures/registry/', import.meta.url))
const CLI = fileURLToPath(new URL('../../src/server/cli.ts', import.meta.url))

let folder: string
const at = (...names: string[]) => join(folder, ...names)

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mappe-cli-'))
  const doc = await PDFDocument.create()
  doc.addPage([595, 842])
  doc.addPage([842, 595])
  await writeFile(at('two-pages.pdf'), await doc.save())
})

afterAll(() => rm(folder, { recursive: true, force: true }))

/** One sentence for a person: no stack, no code names of errors. */
function expectPlainSentence({ stderr }: Called): void {
  expect(stderr.trim()).not.toBe('')
  expect(stderr).not.toMatch(/\n\s+at |Error:|node:/)
  expect(stderr.trim().split('\n')).toHaveLength(1)
}

describe('a wrong call', () => {
  it.each([
    ['an unknown command', ['fly']],
    ['a missing option', ['import', 'liste.csv']],
    ['an unknown option', ['inspect', '--wings', 'a.pdf']],
    ['too many files', ['inspect', 'a.pdf', 'b.pdf']],
    ['a port that is no number', ['serve', '--data', 'x', '--port', 'abc']],
  ])('with %s ends with 2 and one sentence', async (_what, args) => {
    const called = await mappe(...args)
    expect(called.code).toBe(2)
    expectPlainSentence(called)
    expect(called.stdout).toBe('')
  })

  it('without a command shows what there is', async () => {
    const { code, stdout } = await mappe()
    expect(code).toBe(2)
    expect(stdout).toContain('mappe verify')
    expect((await mappe('help')).code).toBe(0)
  })
})

describe('mappe import', () => {
  it('only looks when asked to', async () => {
    const { code, json } = await mappeJson<{ accepted: number; dryRun: boolean }>(
      'import',
      '--data',
      at('dry'),
      join(LISTS, 'gaeste-utf8-bom.csv'),
      '--dry-run',
    )
    expect(code).toBe(0)
    expect(json).toMatchObject({ accepted: 8, dryRun: true })
    const again = await mappeJson<{ accepted: number }>(
      'import',
      '--data',
      at('dry'),
      join(LISTS, 'gaeste-utf8-bom.csv'),
    )
    expect(again.json.accepted).toBe(8)
  })

  it('reads a list as German Excel writes it and names what is wrong, by line and column', async () => {
    const { code, json } = await mappeJson<{
      encoding: string
      accepted: number
      refused: { line: number; column: string; reason: string }[]
    }>('import', '--data', at('excel'), join(LISTS, 'gaeste-excel-windows1252.csv'))
    expect(code).toBe(0)
    expect(json.encoding).toBe('windows-1252')
    expect(json.accepted).toBe(9)
    expect(json.refused.map(({ reason }) => reason)).toEqual([
      'last-name-missing',
      'email-invalid',
      'yes-no-unknown',
    ])
    const journal = await readFile(at('excel', 'journal.jsonl'), 'utf8')
    expect(journal).toContain('"type":"list-imported"')
  })

  it('leaves people alone that are already on the list', async () => {
    await mappe('import', '--data', at('twice'), join(LISTS, 'gaeste-utf8-bom.csv'))
    const { json } = await mappeJson<{ accepted: number; alreadyKnown: number }>(
      'import',
      '--data',
      at('twice'),
      join(LISTS, 'gaeste-utf8-bom.csv'),
    )
    expect(json).toMatchObject({ accepted: 0, alreadyKnown: 8 })
  })

  it.each([
    ['an empty file', '', 'leer'],
    ['a file that is no table', '%PDF-1.7 nonsense', 'Tabelle'],
    ['a table without names', 'Farbe;Größe\r\nrot;klein\r\n', 'Nachname'],
  ])('refuses %s with a sentence and changes nothing', async (_what, content, word) => {
    await writeFile(at('bad.csv'), content)
    const called = await mappe('import', '--data', at('bad-data'), at('bad.csv'))
    expect(called.code).toBe(1)
    expectPlainSentence(called)
    expect(called.stderr).toContain(word)
    expect(await readFile(at('bad-data', 'journal.jsonl'), 'utf8')).toBe('')
  })

  it('says that a file is not there', async () => {
    const called = await mappe('import', '--data', at('none'), at('nirgends.csv'))
    expect(called.code).toBe(1)
    expectPlainSentence(called)
    expect(called.stderr).toContain('nirgends.csv')
  })
})

describe('mappe inspect', () => {
  it('tells pages as displayed and that the file can be signed', async () => {
    const { code, json } = await mappeJson<{
      ok: boolean
      pages: object[]
      encrypted: boolean
      signed: boolean
    }>('inspect', at('two-pages.pdf'))
    expect(code).toBe(0)
    expect(json).toMatchObject({ ok: true, encrypted: false, signed: false })
    expect(json.pages).toMatchObject([
      { page: 1, width: 595, height: 842, rotation: 0 },
      { page: 2, width: 842, height: 595, rotation: 0 },
    ])
  })

  it('says of each place why it was proposed, and what will be filled in', async () => {
    const prints = [
      { text: '{{Ort}}, den {{Datum}}', x: 60, y: 700 },
      { line: 200, x: 60, y: 600 },
      { text: 'Gemeinde Nehren', x: 60, y: 588 },
    ]
    await writeFile(at('agreement.pdf'), await pdfWith({ prints }))
    const { json } = await mappeJson<{ fields: object[]; anchors: object[] }>('inspect', at('agreement.pdf'))
    expect(json.fields).toMatchObject([
      {
        page: 1,
        label: 'Gemeinde Nehren',
        reason: 'line-name-below',
        de: 'Hier ist eine Linie gedruckt, und der Name steht darunter.',
        en: 'A line is printed here, and the name stands below it.',
      },
    ])
    expect(json.anchors).toMatchObject([
      { page: 1, kind: 'place' },
      { page: 1, kind: 'date' },
    ])
    const { stdout } = await mappe('inspect', at('agreement.pdf'))
    expect(stdout).toContain('Seite 1: Gemeinde Nehren – Hier ist eine Linie gedruckt')
    expect(stdout).toContain('Seite 1: Datum')
  })

  it('refuses what is no PDF with exit code 1 and a sentence', async () => {
    await writeFile(at('no.pdf'), 'Das ist kein PDF.')
    const called = await mappe('inspect', at('no.pdf'))
    expect(called.code).toBe(1)
    expectPlainSentence(called)
  })
})

describe('mappe stamp', () => {
  const signature = (page: number) => ({
    page,
    box: { x: 0.1, y: 0.6, width: 0.4, height: 0.15 },
    strokes: handwritingOf('Ayşe Öztürk'),
    name: 'Dr. Ayşe Öztürk',
    function: 'Geschäftsführerin',
    organisation: 'Jobcenter Landkreis Tübingen',
    capacity: 'i. V.',
    place: 'Tübingen',
    signedAt: '2017-02-21T17:42:00Z',
  })
  const stamp = (signatures: string, out: string) =>
    mappeJson<{ ok: boolean; sha256: string }>(
      'stamp',
      at('two-pages.pdf'),
      '--signatures',
      signatures,
      '--out',
      out,
      '--keys',
      at('keys'),
    )

  it('stamps and seals; the result verifies', async () => {
    await writeFile(at('signatures.json'), JSON.stringify([signature(1), signature(2)]))
    const { code } = await stamp(at('signatures.json'), at('stamped.pdf'))
    expect(code).toBe(0)
    const { json } = await mappeJson<{ ok: boolean }>('verify', at('stamped.pdf'))
    expect(json.ok).toBe(true)
  })

  it('states in the sealed file who signed, which verify reads out again', async () => {
    await writeFile(at('stated.json'), JSON.stringify([signature(1), signature(2)]))
    await stamp(at('stated.json'), at('stated.pdf'))
    const { stdout } = await mappe('verify', at('stated.pdf'))
    expect(stdout).toContain('kein Nachweis der Identität')
    const line = 'Jobcenter Landkreis Tübingen – i.V. Dr. Ayşe Öztürk, Geschäftsführerin – unterschrieben'
    expect(stdout.split(line)).toHaveLength(2)
    expect(stdout).toContain('Ohne Journal')
    const { json } = await mappeJson<{ protocol: object }>('verify', at('stated.pdf'))
    expect(json.protocol).toMatchObject({ status: 'covered', protocol: { title: 'two-pages.pdf' } })
    const changed = await readFile(at('stated.pdf'))
    changed[300] = changed[300]! ^ 1
    await writeFile(at('changed.pdf'), changed)
    const broken = await mappe('verify', at('changed.pdf'))
    expect(broken.stdout).not.toContain('Öztürk')
    expect(broken.stdout).toContain('Ohne unversehrtes Siegel sind sie nicht belegt')
  })

  it('fills anchors in the text, and names those that stay', async () => {
    const prints = [
      { text: '{{Name: Jobcenter Landkreis Tübingen}}', x: 60, y: 700 },
      { text: '{{Name: Gemeinde Nehren}}', x: 60, y: 660 },
    ]
    await writeFile(at('with-anchors.pdf'), await pdfWith({ prints }))
    await writeFile(at('one.json'), JSON.stringify([signature(1)]))
    const files = ['--signatures', at('one.json'), '--out', at('filled.pdf'), '--keys', at('keys')]
    const { stdout } = await mappe('stamp', at('with-anchors.pdf'), ...files)
    expect(stdout).toContain('Platzhalter im Text ersetzt: 1.')
    expect(stdout).toContain('{{Name: Gemeinde Nehren}} auf Seite 1')
    const [page] = await readPages(new Uint8Array(await readFile(at('filled.pdf'))))
    const row = page!.segments.find(
      ({ text, y }) => Math.abs(page!.height - y - 700) < 1 && text.includes('Öztürk'),
    )
    expect(row?.text).toContain('i. V. Dr. Ayşe Öztürk')
  })

  it('never writes over a file that it reads, by whatever name', async () => {
    const before = await readFile(at('two-pages.pdf'))
    await writeFile(at('signatures.json'), JSON.stringify([signature(1), signature(2)]))
    await symlink(at('two-pages.pdf'), at('other-name.pdf'))
    for (const out of ['two-pages.pdf', 'other-name.pdf', 'signatures.json']) {
      const files = ['--signatures', at('signatures.json'), '--out', at(out), '--keys', at('keys')]
      const called = await mappe('stamp', at('two-pages.pdf'), ...files)
      expect(called.code).toBe(2)
      expectPlainSentence(called)
    }
    expect(await readFile(at('two-pages.pdf'))).toEqual(before)
  })

  it('stamps an unprotected copy of a protected file, and names the file', async () => {
    await writeFile(at('locked.pdf'), await lockedPdf('AES with 256 bits, revision 6', USER))
    await writeFile(at('password.txt'), `${OWNER}\r\n`)
    await writeFile(at('signatures.json'), JSON.stringify([signature(1)]))
    const files = ['--signatures', at('signatures.json'), '--keys', at('keys')]
    const locked = await mappeJson('stamp', at('locked.pdf'), ...files, '--out', at('no.pdf'))
    expect(locked).toMatchObject({ code: 1, json: { code: 'PDF_ENCRYPTED' } })
    const out = ['--out', at('opened.pdf'), '--password-file', at('password.txt')]
    const { code, json } = await mappeJson<object>('stamp', at('locked.pdf'), ...files, ...out)
    expect(code).toBe(0)
    expect(json).toMatchObject({ ok: true, copyOf: { how: ['decrypted'] } })
  })

  it('keeps the key it made', async () => {
    const fingerprint = async (out: string) => {
      await stamp(at('signatures.json'), at(out))
      const { json } = await mappeJson<{ seals: { certificateFingerprint: string }[] }>('verify', at(out))
      return json.seals[0]!.certificateFingerprint
    }
    expect(await fingerprint('a.pdf')).toBe(await fingerprint('b.pdf'))
  })

  it.each([
    ['no JSON', 'nonsense', 2],
    [
      'a box outside the page',
      JSON.stringify([{ ...signature(1), box: { x: 2, y: 0, width: 1, height: 1 } }]),
      2,
    ],
    ['a page that is not there', JSON.stringify([signature(9)]), 1],
    ['a name that cannot be printed', JSON.stringify([{ ...signature(1), name: '王小明' }]), 1],
  ])('refuses %s and writes nothing', async (_what, content, code) => {
    await writeFile(at('bad.json'), content)
    const called = await mappe(
      'stamp',
      at('two-pages.pdf'),
      '--signatures',
      at('bad.json'),
      '--out',
      at('bad-out.pdf'),
    )
    expect(called.code).toBe(code)
    expectPlainSentence(called)
    await expect(readFile(at('bad-out.pdf'))).rejects.toThrow('ENOENT')
  })
})

describe('mappe serve', () => {
  async function serving(dataDir: string) {
    const child = spawn(process.execPath, [CLI, 'serve', '--data', dataDir, '--port', '0', '--json'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const line = await new Promise<string>((resolve, reject) => {
      child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString('utf8')))
      child.once('exit', (code) => reject(new Error(`ended with ${code}`)))
    })
    const stop = () => {
      const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
      child.kill('SIGTERM')
      return ended
    }
    return { ready: JSON.parse(line) as { ready: boolean; url: string }, stop }
  }

  it('says where it listens, serves the pages, and ends cleanly', async () => {
    const { ready, stop } = await serving(at('served'))
    expect(ready.ready).toBe(true)
    expect(ready.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/join#secret=[\w-]{43}$/)
    const page = await fetch(ready.url)
    expect(await page.text()).toContain('<div id="app">')
    expect(await stop()).toBe(0)
  })

  it('does not let a second program into the same folder, and names the first', async () => {
    const { stop } = await serving(at('busy'))
    const called = await mappe('import', '--data', at('busy'), join(LISTS, 'gaeste-utf8-bom.csv'))
    expect(called.code).toBe(1)
    expectPlainSentence(called)
    expect(called.stderr).toMatch(/Prozess \d+/)
    await stop()
  })

  it('refuses a folder that is a file', async () => {
    await writeFile(at('file'), 'x')
    const called = await mappe('serve', '--data', at('file'))
    expect(called.code).toBe(1)
    expectPlainSentence(called)
  })

  it('says that a journal is damaged, and shows what is good without writing', async () => {
    await mappe('import', '--data', at('hurt'), join(LISTS, 'gaeste-utf8-bom.csv'))
    const journal = at('hurt', 'journal.jsonl')
    const bytes = await readFile(journal)
    bytes[200] = bytes[200]! ^ 1
    await writeFile(journal, bytes)
    const called = await mappe('import', '--data', at('hurt'), join(LISTS, 'gaeste-excel-windows1252.csv'))
    expect(called.code).toBe(1)
    expectPlainSentence(called)
    expect(called.stderr).toContain('Eintrag 1')
    expect(await readFile(journal)).toEqual(bytes)
  })
})

describe('a file that grows beyond what is left', () => {
  it.skipIf(process.platform !== 'linux')(
    'is one sentence about the disk, and what was acknowledged stays',
    async () => {
      // The shell lets no file grow beyond one block: the journal itself is cut off in the middle of a line.
      const cli = `trap '' XFSZ; ulimit -f 1; exec "$0" "$@"`
      const args = [cli, process.execPath, CLI, 'demo', '--out', at('small')]
      const child = spawn('sh', ['-c', ...args], { stdio: ['ignore', 'ignore', 'pipe'] })
      let stderr = ''
      child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
      const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
      expect(code).toBe(1)
      expectPlainSentence({ code, stdout: '', stderr })
      expect(stderr).toContain('Datenträger')
      const list = join(LISTS, 'gaeste-utf8-bom.csv')
      expect((await mappe('import', '--data', at('small', 'daten'), list, '--dry-run')).code).toBe(0)
      expect((await mappe('verify', at('small', 'daten'))).code).toBe(0)
    },
  )
})

describe('a read-only folder', () => {
  it.skipIf(process.getuid?.() === 0)('is refused with a sentence', async () => {
    await mkdir(at('locked'), { mode: 0o500 })
    const called = await mappe('import', '--data', at('locked', 'data'), join(LISTS, 'gaeste-utf8-bom.csv'))
    expect(called.code).toBe(1)
    expectPlainSentence(called)
  })
})
