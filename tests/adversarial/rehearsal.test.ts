/** Every procedure in a rehearsal: what is allowed there is on this list, and whatever is new is refused a look first. */
import { call } from '@orpc/server'
import { expect, it } from 'vitest'
import { requireAllowedInRehearsal } from '../../src/core/rehearsal/refused.ts'
import { isMappeError } from '../../src/shared/errors.ts'
import { procedures, under } from '../fixtures/procedures.ts'
import { openedSample, organizerOf } from '../fixtures/rehearsal.ts'

/** Playing the evening through, looking, and making papers, each of which bears MUSTER. */
const ALLOWED = [
  'access.status',
  'access.unlock',
  'agreement.document',
  'agreement.inspect',
  'agreement.open',
  'agreement.proposals',
  'agreement.reopenDraft',
  'agreement.sealKey',
  'agreement.source',
  'agreement.verify',
  'appearance.logo',
  'backup.damage',
  'backup.status',
  'checkIn.*',
  'documents.make',
  'documents.noteOriginalSigned',
  'documents.undoOriginalSigned',
  'host.*',
  'kiosk.leave',
  'kiosk.status',
  'live.*',
  'network.status',
  'printing.*',
  'privacy.preview',
  'privacy.status',
  'protection.status',
  'rehearsal.*',
  'run.*',
  'screen.lock',
  'screen.status',
  'screen.unlock',
  'signing.*',
  'stations.refuse',
]

const refusalOf = (path: readonly string[]): string | null => {
  try {
    requireAllowedInRehearsal(path)
    return null
  } catch (error) {
    return isMappeError(error) ? String(error.data['reason']) : 'unexpected'
  }
}

it('allows what is on the list and nothing else', () => {
  const allowed = procedures
    .map(({ path }) => path)
    .filter((path) => refusalOf(path) === null)
    .map((path) => (ALLOWED.includes(`${path[0]}.*`) ? `${path[0]}.*` : path.join('.')))
  expect([...new Set(allowed)].toSorted()).toEqual(ALLOWED)
})

it('refuses the rest to the organizer, whatever is sent, and records nothing of it', async () => {
  const core = await openedSample()
  await organizerOf(core).rehearsal.begin()
  const before = core.served().parts.handler.head
  for (const { path, roles } of procedures) {
    if (!roles.includes('organizer') || refusalOf(path) === null) continue
    const answer = call(under(core.router, path) as never, { nonsense: true } as never, {
      context: { caller: core.hostCaller },
      path,
    })
    await expect(answer, path.join('.')).rejects.toMatchObject({ code: 'NOT_IN_REHEARSAL' })
  }
  expect(core.served().parts.handler.head).toEqual(before)
})
