import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readSnapshot, snapshotText, writeSnapshot } from '../../../../src/core/journal/snapshot.ts'
import { temporaryFolder } from '../../../fixtures/temporary-folder.ts'

const snapshot = {
  seq: 7,
  hash: 'ab'.repeat(32),
  bytes: 4100,
  state: { '10': 'ten', guests: { 'guest-1': { name: 'Müller', seat: null } }, arrived: ['guest-1'] },
}
const newFile = async (): Promise<string> => join(await temporaryFolder(), 'snapshot.json')

describe('a snapshot', () => {
  it('is read back as it was written', async () => {
    const file = await newFile()
    await writeSnapshot(file, await snapshotText(snapshot))
    expect(await readSnapshot(file)).toEqual({ snapshot, problem: null })
  })

  it('is on the disk also in tests, where lowdb by itself would only pretend', async () => {
    expect(process.env['NODE_ENV']).toBe('test')
    const file = await newFile()
    await writeSnapshot(file, await snapshotText(snapshot))
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({
      format: 5,
      seq: 7,
      state: snapshot.state,
    })
  })

  it('takes the place of the one before and leaves nothing beside it', async () => {
    const folder = await temporaryFolder()
    const file = join(folder, 'snapshot.json')
    await writeSnapshot(file, await snapshotText(snapshot))
    await writeSnapshot(file, await snapshotText({ ...snapshot, seq: 8 }))
    expect((await readSnapshot(file)).snapshot?.seq).toBe(8)
    expect(await readdir(folder)).toEqual(['snapshot.json'])
  })

  it('is absent before the first was written', async () => {
    expect(await readSnapshot(await newFile())).toEqual({ snapshot: null, problem: 'absent' })
  })

  it.each([
    ['empty', '', 'unreadable'],
    ['torn', '{"format":5,"seq":7,"hash":"ab', 'unreadable'],
    ['full of zeros', '\0'.repeat(512), 'unreadable'],
    ['of an earlier format', '{"format":1,"seq":7,"hash":"","bytes":1,"stateHash":"","state":{}}', 'foreign'],
    ['of a later format', '{"format":6,"seq":7,"hash":"","bytes":1,"stateHash":"","state":{}}', 'foreign'],
    ['a list', '[]', 'foreign'],
    ['somebody else’s settings', '{"theme":"dark"}', 'foreign'],
    ['nothing but null', 'null', 'absent'],
  ])('that is %s counts as none and says why', async (_name, content, problem) => {
    const file = await newFile()
    await writeFile(file, content)
    expect(await readSnapshot(file)).toEqual({ snapshot: null, problem })
  })

  it('with a changed letter in it counts as none, though it is readable', async () => {
    const file = await newFile()
    await writeSnapshot(file, await snapshotText(snapshot))
    await writeFile(file, (await readFile(file, 'utf8')).replace('Müller', 'Möller'))
    expect(await readSnapshot(file)).toEqual({ snapshot: null, problem: 'changed' })
  })

  it('that is a folder counts as none', async () => {
    expect(await readSnapshot(await temporaryFolder())).toEqual({ snapshot: null, problem: 'unreadable' })
  })
})
