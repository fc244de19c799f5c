/** The sample ceremony: loaded with one click into an empty data folder. */
import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ceremonySchema } from '../../shared/domain/evening/ceremony.ts'
import type { Command } from '../../shared/domain/decide.ts'
import type { CommandId, PartnerId, StationId } from '../../shared/domain/ids.ts'
import { partnerSchema } from '../../shared/domain/registry/registry.ts'
import type { Partner } from '../../shared/domain/registry/registry.ts'
import type { State } from '../../shared/domain/state.ts'
import { MappeError } from '../../shared/errors.ts'
import { adoptAgreement } from './agreement-intake.ts'
import type { CoreParts } from '../core-parts.ts'
import { typesetAgreement } from '../documents/signing/agreement-text.ts'
import { fontFaces } from '../fonts.ts'
import { readList } from '../registry/read-list.ts'

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

/** The first two steps bear fixed ids, so that two clicks at once load the guests once; the last bears the caller's. */
const STEPS = { ceremony: 'sample-ceremony' as CommandId, list: 'sample-list' as CommandId }

/**
 * Loads ceremony, partners, guests and agreement, each as a command of its own. A click after one that broke off goes on
 * where that one stopped; the same command repeated does nothing.
 * @throws MappeError FOLDER_NOT_EMPTY when the folder holds another ceremony
 */
export async function loadSample(
  parts: CoreParts,
  { commandId, station }: { commandId: CommandId; station: StationId },
): Promise<void> {
  const { resourcesDir } = parts.options
  const isDone = async (id: CommandId) => (await parts.handler.journal.findCommand(id)).length > 0
  if (await isDone(commandId)) return
  if (!isEmpty(parts.handler.state) && !(await isHalfLoaded(parts, isDone))) {
    throw new MappeError('FOLDER_NOT_EMPTY')
  }
  const ceremony = ceremonySchema.parse(await readJson(resourcesDir, 'ceremony.json'))
  const list = await sampleList(resourcesDir)
  const agreement = { bytes: await sampleAgreement(resourcesDir), fileName: AGREEMENT_FILE }

  const runOnce = async (id: CommandId, command: Command) => {
    if (!(await isDone(id))) await parts.run(command, { commandId: id, station })
  }
  await runOnce(STEPS.ceremony, { type: 'describe-ceremony', payload: { ceremony } })
  await runOnce(STEPS.list, { type: 'import-list', payload: list })
  await adoptAgreement(parts, agreement, { commandId, station })
}

const isEmpty = ({ ceremony, partners, attendees, agreement }: State): boolean =>
  !ceremony && !agreement && Object.keys(partners).length + Object.keys(attendees).length === 0

const isHalfLoaded = async (
  { handler }: CoreParts,
  isDone: (id: CommandId) => Promise<boolean>,
): Promise<boolean> => handler.state.agreement === null && (await isDone(STEPS.ceremony))

async function sampleList(resourcesDir: string) {
  const fileName = 'attendees.csv'
  const partners = await samplePartners(resourcesDir)
  const bytes = await readFile(join(resourcesDir, 'sample', fileName))
  const list = readList({ bytes, fileName }, { partners, attendees: [] }, randomUUID)
  return {
    fileName,
    partners: [...partners, ...list.partners],
    attendees: list.attendees,
    refusedRows: list.preview.refused.length,
  }
}

const readJson = async (resourcesDir: string, name: string): Promise<unknown> =>
  JSON.parse(await readFile(join(resourcesDir, 'sample', name), 'utf8'))
