/** A host in a process of its own, with a hall full of paired stations: `hall-host.ts FOLDER PAGES`. In an empty folder it prepares the evening and ends; else it serves, and tells its memory when asked. */
import { readFile, writeFile } from 'node:fs/promises'
import { newCommandId } from '../../src/core/core-parts.ts'
import { openCore } from '../../src/core/core.ts'
import { hashOfToken, newToken } from '../../src/core/pairing/token.ts'
import { loadSample } from '../../src/core/intake/sample.ts'
import { startStationServer } from '../../src/server/station-server.ts'
import { version } from '../../src/server/commands/open-core.ts'
import { signersOf } from '../../src/shared/domain/signing/agreement.ts'
import type { Command } from '../../src/shared/domain/decide.ts'
import type { StationId } from '../../src/shared/domain/ids.ts'
import type { Role } from '../../src/shared/domain/station.ts'
import { LIST_WORKER, PDF_WORKER, RESOURCES } from '../fixtures/host-paths.ts'
import type { HallStation } from './hall.ts'

/** An organizer, four desks, twenty tablets, and screens. */
const HALL: Record<Role, number> = { organizer: 1, reception: 4, signing: 20, display: 5 }
const DRAWING = 3

const [dataDir = '', pagesDir = ''] = process.argv.slice(2)
const core = await openCore({
  dataDir,
  resourcesDir: RESOURCES,
  pdfWorkerUrl: PDF_WORKER,
  listWorkerUrl: LIST_WORKER,
  version: version(),
})
const { station } = core.hostCaller
const run = (command: Command) => core.parts.run(command, { commandId: newCommandId(), station })

const tokens = await readFile(`${dataDir}.tokens`, 'utf8').catch(() => null)
if (tokens === null) await prepare()
else await serve(JSON.parse(tokens) as HallStation[])

async function prepare(): Promise<void> {
  await loadSample(core.parts, { commandId: newCommandId(), station })
  await run({ type: 'open-agreement', payload: {} })
  const stations: HallStation[] = []
  for (const [role, count] of Object.entries(HALL) as [Role, number][]) {
    for (let number = 1; number <= count; number += 1) {
      const token = newToken()
      const stationId = `${role}-${number}` as StationId
      await run({
        type: 'pair-station',
        payload: { stationId, role, name: stationId, tokenHash: hashOfToken(token) },
      })
      stations.push({ role, stationId, token })
    }
  }
  await writeFile(`${dataDir}.tokens`, JSON.stringify(stations))
  process.send?.(process.memoryUsage().rss)
  await core.close()
  process.exit(0)
}

async function serve(stations: HallStation[]): Promise<void> {
  const called = signersOf(core.parts.handler.state).slice(0, DRAWING)
  for (const [index, { id }] of called.entries()) {
    await run({
      type: 'call-partner',
      payload: { partnerId: id, attendeeId: null, stationId: `signing-${index + 1}` as StationId },
    })
  }
  const server = await startStationServer({ core, pagesDir, port: 0, lan: false })
  process.on('message', () => process.send?.(process.memoryUsage().rss))
  process.send?.({ url: server.url, stations, called: called.map(({ id }) => id) })
}
