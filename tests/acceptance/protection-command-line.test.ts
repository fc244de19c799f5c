/** An encrypted folder on the command line: what opens it is named in the call, or the call says what is missing. */
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mappe, mappeJson } from '../fixtures/cli.ts'
import { filesTelling } from '../fixtures/protection.ts'

const GUESTS = 'Organisation;Vorname;Nachname\nLandkreis Beispiel;Annegret;Quandtmeyer-Löwe\n'

let folder: string
let dataDir: string
let files: Record<'passphrase' | 'wrong' | 'recovery' | 'key' | 'guests', string>

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mappe-'))
  dataDir = join(folder, 'data')
  const at = (name: string) => join(folder, name)
  files = {
    passphrase: at('passphrase.txt'),
    wrong: at('wrong.txt'),
    recovery: at('recovery.txt'),
    key: at('key.bin'),
    guests: at('guests.csv'),
  }
  await writeFile(files.passphrase, 'drei rote Mappen im Saal\n')
  await writeFile(files.wrong, 'ganz etwas anderes\n')
  await writeFile(files.guests, GUESTS)
  await mappe('import', '--data', dataDir, files.guests)
  const protecting = await mappe(
    'protect',
    '--data',
    dataDir,
    '--recovery-key-out',
    files.recovery,
    '--passphrase-file',
    files.passphrase,
    '--key-file',
    files.key,
  )
  expect(protecting).toMatchObject({ code: 0, stderr: '' })
}, 60_000)

afterAll(() => rm(folder, { recursive: true, force: true }))

const exported = (...secret: string[]) =>
  mappeJson<{ code: string }>(
    'export',
    '--data',
    dataDir,
    '--what',
    'guests',
    '--format',
    'csv',
    '--out',
    join(folder, 'out.csv'),
    ...secret,
  )

describe('mappe protect', () => {
  it('leaves nothing readable, and the recovery key and the key file for the owner’s eyes only', async () => {
    expect(await filesTelling(dataDir, ['Quandtmeyer', 'Landkreis Beispiel'])).toEqual([])
    expect(await readFile(files.recovery, 'utf8')).toMatch(/^([0-9A-Z]{5}-){7}[0-9A-Z]{5}\n$/)
    for (const file of [files.recovery, files.key]) expect((await stat(file)).mode & 0o077).toBe(0)
  })

  it('never writes a recovery key over a file that is there, and asks for something that opens', async () => {
    const base = ['protect', '--data', join(folder, 'other')]
    const over = await mappe(
      ...base,
      '--recovery-key-out',
      files.guests,
      '--passphrase-file',
      files.passphrase,
    )
    expect(over.code).toBe(2)
    expect(await readFile(files.guests, 'utf8')).toBe(GUESTS)
    expect((await mappe(...base, '--recovery-key-out', join(folder, 'new.txt'))).code).toBe(2)
  })
})

describe('an encrypted folder on the command line', () => {
  it('is opened by passphrase, key file and recovery key', async () => {
    const ways = [
      ['--passphrase-file', files.passphrase],
      ['--key-file', files.key],
      ['--recovery-key-file', files.recovery],
    ]
    for (const way of ways) expect(await exported(...way)).toMatchObject({ code: 0, stderr: '' })
    expect(await readFile(join(folder, 'out.csv'), 'utf8')).toContain('Quandtmeyer-Löwe')
  })

  it('without anything is a wrong call that says what to name', async () => {
    const { code, stderr, json } = await exported()
    expect([code, json.code]).toEqual([2, 'FOLDER_LOCKED'])
    expect(stderr).toMatch(/verschlüsselt.*--passphrase-file/)
  })

  it('with a wrong passphrase says so in a sentence', async () => {
    const { code, stderr } = await exported('--passphrase-file', files.wrong)
    expect(code).toBe(1)
    expect(stderr).toBe(
      'Die Passphrase stimmt nicht. Es wurde nichts geändert. Bitte geben Sie sie noch einmal ein; Groß- und Kleinschreibung zählen.\n',
    )
  })

  it('with two files is a wrong call', async () => {
    const two = ['--passphrase-file', files.passphrase, '--key-file', files.key]
    expect((await mappe('verify', dataDir, ...two)).code).toBe(2)
  })

  it('is verified with and without what opens it', async () => {
    const sealed = await mappeJson('verify', dataDir)
    expect(sealed).toMatchObject({ code: 0, json: { ok: true, content: 'sealed' } })
    const opened = await mappeJson('verify', dataDir, '--passphrase-file', files.passphrase)
    expect(opened).toMatchObject({ code: 0, json: { ok: true, content: 'opened' } })
    const wrong = await mappeJson('verify', dataDir, '--passphrase-file', files.wrong)
    expect(wrong).toMatchObject({ code: 1, json: { code: 'SECRET_WRONG' } })
  })
})
