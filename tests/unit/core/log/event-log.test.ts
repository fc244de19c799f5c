/** The log for IT: what it says of a fault, what it never says, and how long it grows. */
import { chmod, mkdir, readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { faultOf, logFiles, openEventLog } from '../../../../src/core/log/event-log.ts'
import { MappeError } from '../../../../src/shared/errors.ts'
import { temporaryFolder } from '../../../fixtures/temporary-folder.ts'

const now = () => new Date('2017-02-21T18:05:00.000Z')

let folder: string
beforeEach(async () => {
  folder = await temporaryFolder()
})

const lines = async () =>
  (await readFile(join(folder, 'mappe.log'), 'utf8'))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)

describe('the log', () => {
  it('has one line per event, with its time, for the owner’s eyes', async () => {
    const log = openEventLog(folder, now)
    log('opened', { version: '1.0.0', what: 'whole', count: 412 })
    log('connected', { role: 'reception', station: 'b7c1-04' })
    expect(await lines()).toEqual([
      { at: '2017-02-21T18:05:00.000Z', event: 'opened', version: '1.0.0', what: 'whole', count: 412 },
      { at: '2017-02-21T18:05:00.000Z', event: 'connected', role: 'reception', station: 'b7c1-04' },
    ])
    if (process.platform !== 'win32') expect((await stat(join(folder, 'mappe.log'))).mode & 0o777).toBe(0o600)
  })

  it('names kind, code and place of a fault, but not its message, which may quote a guest', async () => {
    const log = openEventLog(folder, now)
    const cause = Object.assign(new Error('open /home/schäfer/abend'), { code: 'ENOSPC' })
    log('call-failed', {
      where: 'registry.saveAttendee',
      error: new MappeError('DISK_FULL', { name: 'Öykü Şahin' }, 'Öykü Şahin passt nicht mehr', { cause }),
    })
    const [line] = await lines()
    expect(line).toMatchObject({ error: 'MappeError', code: 'DISK_FULL', cause: 'ENOSPC' })
    expect(JSON.stringify(line)).not.toMatch(/Öykü|schäfer|abend|passt/)
  })

  it('shows places in the code without the folder they lie in on this computer', () => {
    const fault = faultOf(
      Object.assign(new Error('x'), {
        stack: [
          'Error: x',
          '    at decide (file:///home/schaefer/mappe/src/shared/domain/decide.ts:12:3)',
          '    at async run (C:/Users/Schaefer/mappe/out/main/index.js:44:10)',
          '    at node:internal/process/task_queues:103:5',
          '    at /home/schaefer/elsewhere.js:1:1',
        ].join('\n'),
      }),
    )
    expect(fault.frames).toEqual([
      'src/shared/domain/decide.ts:12:3',
      'out/main/index.js:44:10',
      'node:internal/process/task_queues:103:5',
    ])
  })

  it('is not fooled by a message that looks like a place', () => {
    const said = 'zu lang\n    at Schäfer (src/Öykü.ts:1:1)\n    at x (src/sahin.ts:1:1)'
    const { frames } = faultOf(new Error(said))
    expect(frames.join()).not.toMatch(/Öykü|sahin/)
    expect(frames[0]).toMatch(/^tests\/|^src\/|^node/)
  })

  it('puts dots where a word is none of the program’s', async () => {
    openEventLog(folder, now)('backup', { what: 'Öykü Şahin' })
    expect(await lines()).toMatchObject([{ what: '…' }])
  })

  it('begins a new file when one is full, and keeps the last five', async () => {
    const log = openEventLog(folder, now, 300)
    for (let count = 0; count < 60; count += 1) log('network', { count })
    expect((await readdir(folder)).toSorted()).toEqual([
      'mappe.log',
      'mappe.log.1',
      'mappe.log.2',
      'mappe.log.3',
      'mappe.log.4',
    ])
    const kept = await Promise.all(logFiles(folder).map((file) => readFile(file, 'utf8')))
    const counts = kept
      .toReversed()
      .join('')
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { count: number }).count)
    expect(counts.at(-1)).toBe(59)
    expect(counts).toEqual(Array.from({ length: counts.length }, (_, at) => 60 - counts.length + at))
  })

  it('keeps silent where it cannot be written', async () => {
    await mkdir(join(folder, 'mappe.log'))
    await chmod(folder, 0o700)
    expect(() => openEventLog(folder, now)('closed')).not.toThrow()
  })
})
