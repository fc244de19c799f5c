/** A whole evening on the command line, and what an auditor would check of everything it leaves. */
import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unzipSync, zipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { EveningSummary } from '../../src/core/demo/evening.ts'
import { mappe, mappeJson } from '../fixtures/cli.ts'
import { judgeCades } from '../fixtures/cades.ts'
import { describeWith, judge } from '../fixtures/real-tools.ts'

let folder: string
let out: string
let summary: EveningSummary & { ok: boolean; files: string[] }

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mappe-evening-'))
  out = join(folder, 'demo')
  const called = await mappeJson<typeof summary>('demo', '--out', out)
  expect(called.stderr).toBe('')
  expect(called.code).toBe(0)
  summary = called.json
}, 120_000)

afterAll(() => rm(folder, { recursive: true, force: true }))

const sealed = () => join(out, 'vereinbarung-gesiegelt.pdf')
const dataDir = () => join(out, 'daten')

/** The PDF as it was before stamping, signatures and seal. */
async function originalBytes(): Promise<Buffer> {
  const archive = unzipSync(await readFile(join(out, summary.archive)))
  return Buffer.from(archive['vereinbarung-original.pdf']!)
}

/** What the journal says was sealed: the protocol names the journal as it was just before. */
async function sealRecord(): Promise<{ journalHash: string; sha256: string }> {
  const lines = (await readFile(join(dataDir(), 'journal.jsonl'), 'utf8')).trim().split('\n')
  const entries = lines.map(
    (line) =>
      JSON.parse(line) as { type: string; payload: { seal: { journalHash: string; sha256: string } } },
  )
  return entries.find(({ type }) => type === 'agreement-sealed')!.payload.seal
}

describe('the evening', () => {
  it('admits forty guests, one stand-in, and takes one check-in back', () => {
    expect(summary).toMatchObject({ partners: 22, checkIns: 40, present: 40, signatures: 22 })
    expect(summary.substituted).toMatch(/ für /)
  })

  it('leaves the sealed agreement, protocol, lists, originals and the archive', () => {
    expect(summary.files).toEqual(
      expect.arrayContaining([
        'anwesenheitsliste-zum-unterschreiben.pdf',
        'anwesenheitsliste.pdf',
        'originale-zum-unterschreiben.pdf',
        'vereinbarung-gesiegelt.pdf',
        'zeichnungsprotokoll.pdf',
        summary.archive,
      ]),
    )
  })

  it('keeps the original bytes as the unchanged beginning of the sealed file', async () => {
    const [original, bytes] = [await originalBytes(), await readFile(sealed())]
    expect(bytes.subarray(0, original.length).equals(original)).toBe(true)
    expect(bytes.length).toBeGreaterThan(original.length)
  })

  it('can be played again into the same folder, but never over somebody else’s files', async () => {
    const foreign = join(folder, 'foreign')
    await mkdir(foreign)
    await writeFile(join(foreign, 'wichtig.txt'), 'wichtig')
    const { code, stderr } = await mappe('demo', '--out', foreign)
    expect(code).toBe(1)
    expect(stderr).not.toContain('at ')
    expect(await readFile(join(foreign, 'wichtig.txt'), 'utf8')).toBe('wichtig')
    // a ceremony of one's own whose folder happens to be called like the demonstration's
    await mkdir(join(folder, 'own', 'daten'), { recursive: true })
    await writeFile(join(folder, 'own', 'daten', 'journal.jsonl'), 'wichtig')
    expect((await mappe('demo', '--out', join(folder, 'own'))).code).toBe(1)
    expect(await readFile(join(folder, 'own', 'daten', 'journal.jsonl'), 'utf8')).toBe('wichtig')
    // and a file put into the demonstration's own folder
    await writeFile(join(out, 'notiz.txt'), 'wichtig')
    expect((await mappe('demo', '--out', out)).code).toBe(1)
    await rm(join(out, 'notiz.txt'))
  })
})

describe('mappe verify', () => {
  it('finds the seal intact over the whole file', async () => {
    const { code, json } = await mappeJson<{ ok: boolean; seals: { certificateFingerprint: string }[] }>(
      'verify',
      sealed(),
    )
    expect(code).toBe(0)
    expect(json.seals).toMatchObject([
      { intact: true, wholeFile: true, certificateFingerprint: summary.certificateFingerprint },
    ])
  })

  it('notices a single changed byte and bytes that were added', async () => {
    const bytes = await readFile(sealed())
    const changed = Buffer.from(bytes)
    changed[1000] = changed[1000]! ^ 1
    await writeFile(join(folder, 'changed.pdf'), changed)
    await writeFile(join(folder, 'longer.pdf'), Buffer.concat([bytes, Buffer.from('\n% added\n')]))
    for (const name of ['changed.pdf', 'longer.pdf']) {
      const { code, json, stderr } = await mappeJson<{ ok: boolean }>('verify', join(folder, name))
      expect({ name, code, ok: json.ok }).toEqual({ name, code: 1, ok: false })
      expect(stderr).toMatch(/Siegel/)
    }
  })

  it('finds the journal unbroken, and names the first bad entry when it is not', async () => {
    const good = await mappeJson<{ head: string; entries: number }>('verify', dataDir())
    expect(good.json).toMatchObject({ ok: true, head: summary.journalHead, entries: summary.journalEntries })
    const lines = (await readFile(join(dataDir(), 'journal.jsonl'), 'utf8')).split('\n')
    lines[99] = lines[99]!.replace(/"at":"2/, '"at":"3')
    const damaged = join(folder, 'damaged')
    await mkdir(damaged)
    await writeFile(join(damaged, 'journal.jsonl'), lines.join('\n'))
    const bad = await mappeJson<{ firstBad: number }>('verify', damaged)
    expect({ code: bad.code, firstBad: bad.json.firstBad }).toEqual({ code: 1, firstBad: 100 })
  })
})

describe('mappe verify, given an archive', () => {
  const archive = () => readFile(join(out, summary.archive))
  const verified = async (bytes: Uint8Array) => {
    const file = join(folder, 'archive.zip')
    await writeFile(file, bytes)
    return mappeJson<{ ok: boolean; files: number; journal: number; faults: string[] }>('verify', file)
  }

  it('finds every checksum, the journal and the seal in order', async () => {
    const { code, json } = await verified(await archive())
    expect({ code, ...json }).toMatchObject({
      code: 0,
      ok: true,
      faults: [],
      // that it was made is noted after it
      journal: summary.journalEntries - 1,
    })
  })

  it('names each file that was changed, is missing or was added', async () => {
    const files = unzipSync(await archive())
    const list = Buffer.from(files['anwesenheitsliste.csv']!)
    list[10] = list[10]! ^ 1
    const { 'zeichnungsprotokoll.json': _gone, ...others } = files
    const { code, json } = await verified(
      zipSync({ ...others, 'anwesenheitsliste.csv': list, 'neu.txt': new Uint8Array([1]) }),
    )
    expect(code).toBe(1)
    expect(json.faults.toSorted()).toEqual([
      'anwesenheitsliste.csv wurde verändert',
      'neu.txt steht nicht in SHA256SUMS.txt',
      'zeichnungsprotokoll.json fehlt',
    ])
  })

  it('is not taken in by new checksums: the seal and the journal speak for themselves', async () => {
    const files = unzipSync(await archive())
    const sealedFile = Buffer.from(files['vereinbarung-gesiegelt.pdf']!)
    sealedFile[1000] = sealedFile[1000]! ^ 1
    const journal = Buffer.from(files['journal.jsonl']!.map((byte, at) => (at === 300 ? byte ^ 1 : byte)))
    const changed: Record<string, Uint8Array> = {
      ...files,
      'vereinbarung-gesiegelt.pdf': sealedFile,
      'journal.jsonl': journal,
    }
    delete changed['SHA256SUMS.txt']
    const sums = Object.entries(changed).map(
      ([name, bytes]) => `${createHash('sha256').update(bytes).digest('hex')}  ${name}\n`,
    )
    const { code, json } = await verified(
      zipSync({ ...changed, 'SHA256SUMS.txt': Buffer.from(sums.join('')) }),
    )
    expect(code).toBe(1)
    const nowOther = (name: string) => `INHALT.csv nennt für ${name} eine andere Prüfsumme als SHA256SUMS.txt`
    expect(json.faults).toEqual([
      nowOther('vereinbarung-gesiegelt.pdf'),
      nowOther('journal.jsonl'),
      'das Journal ist ab Eintrag 1 nicht in Ordnung',
      expect.stringContaining('Das Siegel ist gebrochen'),
    ])
  })

  it('holds the table of contents against the files, also where the checksums were made anew', async () => {
    const { 'SHA256SUMS.txt': _old, ...files } = unzipSync(await archive())
    const list = Buffer.from(files['anwesenheitsliste.csv']!.map((byte, at) => (at === 10 ? byte ^ 1 : byte)))
    const changed: Record<string, Uint8Array> = { ...files, 'anwesenheitsliste.csv': list }
    const sums = Object.entries(changed).map(
      ([name, bytes]) => `${createHash('sha256').update(bytes).digest('hex')}  ${name}\n`,
    )
    const { code, json } = await verified(
      zipSync({ ...changed, 'SHA256SUMS.txt': Buffer.from(sums.join('')) }),
    )
    expect({ code, faults: json.faults }).toEqual({
      code: 1,
      faults: ['INHALT.csv nennt für anwesenheitsliste.csv eine andere Prüfsumme als SHA256SUMS.txt'],
    })
  })

  it('says that a ZIP is damaged, or none of ours', async () => {
    for (const bytes of [(await archive()).subarray(0, 4000), zipSync({ 'a.txt': new Uint8Array([1]) })]) {
      const { code, stderr } = await verified(bytes)
      expect(code).toBe(1)
      expect(stderr).toContain('Das Archiv ist beschädigt oder unvollständig.')
    }
  })
})

describe('the archive', () => {
  it('names the checksum of every file in it', async () => {
    const files = unzipSync(await readFile(join(out, summary.archive)))
    const sums = Buffer.from(files['SHA256SUMS.txt']!).toString('utf8').trim().split('\n')
    for (const line of sums) {
      const [sum, name] = line.split(/\s+/)
      expect(createHash('sha256').update(files[name!]!).digest('hex'), name).toBe(sum)
    }
    expect(sums.length).toBe(Object.keys(files).length - 1)
    expect(Object.keys(files).every((name) => /^[\w.-]+$/.test(name))).toBe(true)
  })

  it('has a table of its files that says what each is, in which format', async () => {
    const files = unzipSync(await readFile(join(out, summary.archive)))
    const [head, ...rows] = Buffer.from(files['INHALT.csv']!).toString('utf8').trimEnd().split('\r\n')
    expect(head).toBe('\uFEFFDatei;Inhalt;Format;Bytes;SHA-256')
    const others = ['INHALT.csv', 'LIESMICH.txt', 'SHA256SUMS.txt']
    const cells = rows.map((row) => row.split(';'))
    expect(cells.map(([name]) => name).toSorted()).toEqual(
      Object.keys(files)
        .filter((name) => !others.includes(name))
        .toSorted(),
    )
    expect(cells.every(([, about, format]) => about !== '' && format !== '')).toBe(true)
    const protocol = cells.find(([name]) => name === 'zeichnungsprotokoll.pdf')
    expect(protocol?.slice(1, 3)).toEqual([
      'wer für wen unterschrieben hat',
      'PDF (application/pdf), bezeichnet sich als PDF/A-2b',
    ])
  })

  it('explains itself in plain text: contents, how to check them, what they prove', async () => {
    const files = unzipSync(await readFile(join(out, summary.archive)))
    const readme = Buffer.from(files['LIESMICH.txt']!).toString('utf8')
    for (const name of Object.keys(files)) if (name !== 'LIESMICH.txt') expect(readme).toContain(name)
    expect(readme).toContain('sha256sum -c SHA256SUMS.txt')
    expect(readme).toContain('einfache elektronische Signaturen; sie ersetzen nicht die Schriftform')
    expect(readme.split('\n').every((line) => line === '' || line.endsWith('\r'))).toBe(true)
  })
})

describeWith('pdfsig', 'an independent reader', () => {
  it('finds one valid seal that covers the whole document', () => {
    const { output } = judge('pdfsig', sealed())
    expect(output).toContain('Signature Validation: Signature is Valid.')
    expect(output).toContain('Total document signed')
    expect(output).toContain('ETSI.CAdES.detached')
    expect(output).not.toContain('Signature #2')
  })
})

describeWith('qpdf', 'an independent checker', () => {
  it.each([
    'vereinbarung-gesiegelt',
    'zeichnungsprotokoll',
    'anwesenheitsliste',
    'originale-zum-unterschreiben',
  ])('finds no fault in %s.pdf', (name) => {
    expect(judge('qpdf', '--check', join(out, `${name}.pdf`))).toMatchObject({ code: 0 })
  })
})

describeWith('openssl', 'the signature in the file', () => {
  it('verifies as CMS over the covered bytes, against the host’s own root', async () => {
    const root = await readFile(join(dataDir(), 'keys', 'seal-root.pem'), 'utf8')
    const { errors, status } = judgeCades(await readFile(sealed()), root)
    expect(errors).toMatch(/successful/i)
    expect(status).toBe(0)
  })
})

describeWith('pdftotext', 'the text of the sealed file', () => {
  it('keeps every word of the original pages and adds who signed', async () => {
    await writeFile(join(folder, 'original.pdf'), await originalBytes())
    const pages = (file: string) => judge('pdftotext', '-layout', file, '-').output.split('\f')
    const original = pages(join(folder, 'original.pdf'))
    const after = pages(sealed())
    const words = (text = '') => text.split(/\s+/).filter(Boolean)
    for (const [index, page] of original.entries()) {
      const there = new Set(words(after[index]))
      expect(words(page).filter((word) => !there.has(word))).toEqual([])
    }
    expect(after.join('')).toContain('Zeichnungsprotokoll')
    expect(after.join('')).toContain('einfache elektronische Signatur')
    expect(after.join('')).not.toMatch(/rechtsgültig/i)
    expect(after.join('').replaceAll(/\s/g, '')).toContain((await sealRecord()).journalHash)
  })

  it('prints three originals with blank lines and their numbers', () => {
    const { output } = judge('pdftotext', '-layout', join(out, 'originale-zum-unterschreiben.pdf'), '-')
    for (const copy of [1, 2, 3]) expect(output).toContain(`Original ${copy} von 3`)
  })
})
