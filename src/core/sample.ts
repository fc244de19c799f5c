/** The sample ceremony: loaded with one click into an empty data folder. */
import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ceremonySchema } from '../shared/domain/ceremony.ts'
import type { Command } from '../shared/domain/decide.ts'
import type { CommandId, PartnerId, StationId } from '../shared/domain/ids.ts'
import { partnerSchema } from '../shared/domain/registry.ts'
import type { Partner } from '../shared/domain/registry.ts'
import { MappeError } from '../shared/errors.ts'
import { adoptAgreement } from './agreement-intake.ts'
import type { CoreParts } from './core-parts.ts'
import { typesetAgreement } from './documents/agreement-text.ts'
import { fontFaces } from './fonts.ts'
import { readList } from './registry/read-list.ts'

const AGREEMENT_FILE = 'Kooperationsvereinbarung.pdf'

/** The sample agreement as PDF, set from its source text; the same source gives the same bytes. */
export async function sampleAgreement(resourcesDir: string): Promise<Uint8Array> {
  const source = await readFile(join(resourcesDir, 'sample', 'kooperationsvereinbarung.md'), 'utf8')
  const ceremony = ceremonySchema.parse(await readJson(resourcesDir, 'ceremony.json'))
  return typesetAgreement(source, {
    fonts: await fontFaces(),
    madeAt: new Date(`${ceremony.date}T12:00:00Z`),
  })
}

/** The sample's organisations, their keys as ids. */
export async function samplePartners(resourcesDir: string): Promise<Partner[]> {
  const given = (await readJson(resourcesDir, 'partners.json')) as { key: string }[]
  return given.map(({ key, ...partner }) => partnerSchema.parse({ id: key as PartnerId, ...partner }))
}

/**
 * Loads ceremony, partners, guests and agreement. Each step is a command of its own, derived from `commandId`,
 * so that a repeated click goes on where a broken one stopped.
 * @throws MappeError FOLDER_NOT_EMPTY when the folder holds another ceremony
 */
export async function loadSample(
  parts: CoreParts,
  { commandId, station }: { commandId: CommandId; station: StationId },
): Promise<void> {
  const { resourcesDir } = parts.options
  const { state } = parts.handler
  if (state.ceremony || Object.keys(state.partners).length > 0) throw new MappeError('FOLDER_NOT_EMPTY')
  const step = (name: string) => ({ commandId: `${commandId}-${name}`.slice(-64) as CommandId, station })
  const run = (name: string, command: Command) => parts.run(command, step(name))

  const ceremony = ceremonySchema.parse(await readJson(resourcesDir, 'ceremony.json'))
  await run('ceremony', { type: 'describe-ceremony', payload: { ceremony } })
  await run('list', { type: 'import-list', payload: await sampleList(resourcesDir) })
  await adoptAgreement(
    parts,
    { bytes: await sampleAgreement(resourcesDir), fileName: AGREEMENT_FILE },
    step('agreement'),
  )
}

async function sampleList(resourcesDir: string) {
  const fileName = 'attendees.csv'
  const partners = await samplePartners(resourcesDir)
  const bytes = await readFile(join(resourcesDir, 'sample', fileName))
  const list = readList(bytes, fileName, {}, { partners, attendees: [] }, randomUUID)
  return {
    fileName,
    partners: [...partners, ...list.partners],
    attendees: list.attendees,
    refusedRows: list.preview.refused.length,
  }
}

const readJson = async (resourcesDir: string, name: string): Promise<unknown> =>
  JSON.parse(await readFile(join(resourcesDir, 'sample', name), 'utf8'))
