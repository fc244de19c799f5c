/** Loading the sample ceremony: once, wholly, and from where it broke off. */
import { createRouterClient } from '@orpc/server'
import { describe, expect, it } from 'vitest'
import { newCommandId } from '../../src/core/core-parts.ts'
import type { Core } from '../../src/core/core.ts'
import { loadSample } from '../../src/core/intake/sample.ts'
import { MappeError } from '../../src/shared/errors.ts'
import { runningCore } from '../fixtures/running-core.ts'

const clientOf = (core: Core) => createRouterClient(core.router, { context: { caller: core.hostCaller } })
const countOf = ({ parts }: Core) => Object.keys(parts.handler.state.attendees).length

describe('loading the sample', () => {
  it('goes on where a full disk had stopped it, and loads nobody twice', async () => {
    const core = await runningCore()
    const origin = { commandId: newCommandId(), station: core.hostCaller.station }
    const blobs = {
      ...core.parts.blobs,
      putBlob: () => Promise.reject(new MappeError('DISK_FULL')),
    }
    await expect(loadSample({ ...core.parts, blobs }, origin)).rejects.toMatchObject({ code: 'DISK_FULL' })
    const guests = countOf(core)
    await clientOf(core).ceremony.loadSample({ commandId: newCommandId() })
    expect(countOf(core)).toBe(guests)
    expect(core.parts.handler.state.agreement?.status).toBe('draft')
  })

  it('is done once when the same command comes again, and refused to another', async () => {
    const core = await runningCore()
    const organizer = clientOf(core)
    const commandId = newCommandId()
    await organizer.ceremony.loadSample({ commandId })
    const { seq } = core.parts.handler.state
    await organizer.ceremony.loadSample({ commandId })
    expect(core.parts.handler.state.seq).toBe(seq)
    await expect(organizer.ceremony.loadSample({ commandId: newCommandId() })).rejects.toMatchObject({
      code: 'FOLDER_NOT_EMPTY',
    })
  })

  it('loads the guests once when two click at the same moment', async () => {
    const core = await runningCore()
    const organizer = clientOf(core)
    const click = () => organizer.ceremony.loadSample({ commandId: newCommandId() })
    await Promise.allSettled([click(), click()])
    const facts = await core.parts.handler.factsSince(0)
    expect(facts.filter(({ type }) => type === 'list-imported')).toHaveLength(1)
  })
})
