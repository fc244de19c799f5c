import { describe, expect, it } from 'vitest'
import { signersOf } from '../../../../../src/shared/domain/signing/agreement.ts'
import {
  joinablePartners,
  resumable,
  standingOf,
  stateOf,
} from '../../../../../src/shared/domain/signing/accession.ts'
import type { Command } from '../../../../../src/shared/domain/decide.ts'
import { originalsOf, scansOf, signedOriginals } from '../../../../../src/shared/domain/signing/originals.ts'
import { openPartners, turnOf } from '../../../../../src/shared/domain/signing/turn.ts'
import { HOST_STATION, type Sha256 } from '../../../../../src/shared/domain/ids.ts'
import { emptyState, evolveAll } from '../../../../../src/shared/domain/evolve.ts'
import type { State } from '../../../../../src/shared/domain/state.ts'
import { stageOf } from '../../../../../src/shared/domain/evening/stage-view.ts'
import { stateFor, taskOf } from '../../../../../src/shared/domain/views.ts'
import {
  AGREEMENT,
  begun,
  COMPANY,
  COUNTY,
  id,
  JOBCENTER,
  partner,
  play,
  PREPARATION,
  seal,
  sealed,
  SIGNATURE,
} from '../../../../fixtures/ceremony.ts'

const AT = '2017-02-21T17:00:00.000Z'
const LATE = id.partner('late')
const call = (partnerId = COMPANY): Command => ({
  type: 'call-partner',
  payload: { partnerId, attendeeId: null, stationId: null },
})
const sign = (partnerId = COMPANY): Command => ({
  type: 'give-signature',
  payload: { partnerId, signature: { ...SIGNATURE, attendeeId: null } },
})
const OPEN: Command = { type: 'open-agreement', payload: {} }
const CANCEL: Command = { type: 'cancel-accession', payload: {} }
const RESUME: Command = { type: 'resume-accession', payload: {} }
const names = (state: State) => signersOf(state).map(({ name }) => name)
const refused = (code: string, data?: object) => expect.objectContaining({ code, ...(data && { data }) })
/** The company has joined: signed and sealed. */
const joined = (): State => {
  const { state } = play([begun(1, [COMPANY]), OPEN, call(), sign()], { state: sealed() })
  return play([seal(state)], { state }).state
}

describe('an accession', () => {
  it('is possible only once the agreement is sealed', () => {
    const { state } = play([], { state: sealed() })
    const open = { ...state, agreement: { ...state.agreement!, status: 'open' as const, seal: null } }
    expect(() => play([begun(1, [COMPANY])], { state: open })).toThrow(
      refused('NOT_ALLOWED_NOW', { reason: 'not-sealed' }),
    )
  })

  it('takes the place of the sealed agreement, which stays as it was', () => {
    const before = structuredClone(sealed())
    const { state } = play([begun(1, [COMPANY])], { state: sealed() })
    expect(state.agreement).toMatchObject({ accession: 1, status: 'draft', signers: [COMPANY] })
    expect(state.concluded).toEqual([
      { agreement: before.agreement, signing: before.signing, originals: before.originals },
    ])
    expect(stateOf(state, 0)).toMatchObject({ agreement: before.agreement, signing: before.signing })
  })

  it('is signed by those it names and by nobody else', () => {
    const { state } = play([begun(1, [COMPANY]), OPEN], { state: sealed() })
    expect(names(state)).toEqual(['Firma Beispiel'])
    expect(openPartners(state).map(({ name }) => name)).toEqual(['Firma Beispiel'])
    expect(() => play([call(COUNTY)], { state })).toThrow(refused('CANNOT_SIGN', { reason: 'not-a-signer' }))
    play([call(), sign()], { state })
    expect(turnOf(state, COMPANY).status).toBe('signed')
    expect(turnOf(stateOf(state, 0), COUNTY).status).toBe('signed')
  })

  it('makes a guest that joins an alliance partner', () => {
    const { state, events } = play([begun(1, [COMPANY])], { state: sealed() })
    expect(events.map(({ type }) => type)).toEqual(['partner-changed', 'accession-begun'])
    expect(state.partners[COMPANY]?.role).toBe('alliance-partner')
  })

  it('is open to a partner entered after the seal, who does not thereby sign the agreement', () => {
    const late = partner({ id: LATE, name: 'Nachzügler', role: 'alliance-partner', order: 3 })
    const { state } = play([{ type: 'save-partner', payload: { partner: late } }], { state: sealed() })
    expect(names(state)).toEqual(['Landkreis Tübingen', 'Jobcenter'])
    play([begun(1, [LATE, COMPANY])], { state })
    expect(names(state)).toEqual(['Nachzügler', 'Firma Beispiel'])
  })

  it('is open to who declined or was left to paper, and not to who has signed', () => {
    const state = sealed()
    expect(joinablePartners(state).map(({ name }) => name)).toEqual(['Firma Beispiel', 'Jobcenter'])
    expect(standingOf(state, JOBCENTER)).toMatchObject({ status: 'on-paper' })
    expect(standingOf(state, COMPANY)).toBeNull()
    expect(() => play([begun(1, [COUNTY])], { state })).toThrow(
      refused('NOT_ALLOWED_NOW', { reason: 'has-joined' }),
    )
    play([begun(1, [JOBCENTER]), OPEN, call(JOBCENTER), sign(JOBCENTER)], { state })
    expect(turnOf(state, JOBCENTER).status).toBe('signed')
    expect(turnOf(stateOf(state, 0), JOBCENTER).status).toBe('on-paper')
  })

  it('needs a field for each, a number that is next, and each partner once', () => {
    const { fields: _none, ...declaration } = begun(1, [COMPANY, JOBCENTER]).payload
    const without: Command = {
      type: 'begin-accession',
      payload: { ...declaration, fields: begun(1, [COMPANY]).payload.fields },
    }
    expect(() => play([without], { state: sealed() })).toThrow(
      refused('FIELDS_MISSING', { count: 1, first: 'Jobcenter' }),
    )
    expect(() => play([begun(2, [COMPANY])], { state: sealed() })).toThrow(refused('CONFLICT'))
    expect(() => play([begun(1, [COMPANY, COMPANY])], { state: sealed() })).toThrow(refused('INPUT_INVALID'))
  })

  it('can follow upon another, and each keeps its own turns', () => {
    const { state } = play([begun(2, [JOBCENTER]), OPEN], { state: joined() })
    expect(state.agreement).toMatchObject({ accession: 2, status: 'open' })
    expect(state.concluded.map(({ agreement }) => agreement.accession)).toEqual([null, 1])
    expect(names(state)).toEqual(['Jobcenter'])
    expect(turnOf(stateOf(state, 1), COMPANY).status).toBe('signed')
    expect(() => play([begun(3, [COMPANY])], { state: joined() })).toThrow(refused('CONFLICT'))
  })

  it('does not let another file take its place', () => {
    const { state } = play([begun(1, [COMPANY])], { state: sealed() })
    expect(() => play([{ type: 'adopt-agreement', payload: AGREEMENT }], { state })).toThrow(
      refused('NOT_ALLOWED_NOW', { reason: 'accession' }),
    )
  })

  it('keeps those it names when it becomes a draft again', () => {
    const { state } = play([begun(1, [COMPANY]), OPEN, { type: 'reopen-draft', payload: {} }], {
      state: sealed(),
    })
    expect(names(state)).toEqual(['Firma Beispiel'])
  })

  it('lets nobody remove who signed, joined or is named', () => {
    const remove = (partnerId: typeof COUNTY): Command => ({ type: 'remove-partner', payload: { partnerId } })
    const { state } = play([begun(1, [COMPANY])], { state: sealed() })
    expect(() => play([remove(COUNTY)], { state })).toThrow(refused('PARTNER_HAS_SIGNED'))
    expect(() => play([remove(COMPANY)], { state })).toThrow(refused('CONFLICT', { reason: 'has-field' }))
    const guest = { ...state.partners[COMPANY]!, role: 'guest' as const }
    expect(() => play([{ type: 'save-partner', payload: { partner: guest } }], { state })).toThrow(
      refused('AGREEMENT_FROZEN'),
    )
  })
})

describe('a journal from before there were accessions', () => {
  it('gives the same agreement, with those who signed it frozen as it was opened', () => {
    const written = play(
      [
        ...PREPARATION,
        OPEN,
        { type: 'call-partner', payload: { partnerId: COUNTY, attendeeId: null, stationId: null } },
        { type: 'give-signature', payload: { partnerId: COUNTY, signature: SIGNATURE } },
        { type: 'leave-to-paper', payload: { partnerId: JOBCENTER, reason: '' } },
        { type: 'note-originals', payload: { count: 1 } },
        { type: 'note-original-signed', payload: { number: 1 } },
      ],
      {},
    ).events
    expect(JSON.stringify(written)).not.toMatch(/accession|signers|document"/)
    const state = evolveAll(
      emptyState(),
      written.map((event, index) => ({ ...event, seq: index + 1, at: AT, station: HOST_STATION })),
    )
    expect(state).toMatchObject({
      concluded: [],
      agreement: { accession: null, signers: [COUNTY, JOBCENTER] },
      originals: { made: 1, signed: { 1: AT } },
    })
  })
})

describe('calling off an accession', () => {
  it('makes the sealed agreement current again, with its turns and originals', () => {
    const before = structuredClone(sealed())
    const { state } = play([begun(1, [COMPANY]), OPEN, CANCEL], { state: sealed() })
    expect(state).toMatchObject({
      agreement: before.agreement,
      signing: before.signing,
      originals: before.originals,
      concluded: [],
    })
  })

  it('is possible when the only one declines, and then another can be begun under the same number', () => {
    const decline: Command = {
      type: 'decline-signature',
      payload: { partnerId: COMPANY, reason: 'noch nicht beschlossen' },
    }
    const commands = [begun(1, [COMPANY]), OPEN, call(), decline, CANCEL, begun(1, [JOBCENTER])]
    expect(play(commands, { state: sealed() }).state.agreement).toMatchObject({ accession: 1 })
  })

  it('is refused while somebody is called, once somebody has signed, and after the seal', () => {
    const { state } = play([begun(1, [COMPANY]), OPEN, call()], { state: sealed() })
    expect(() => play([CANCEL], { state })).toThrow(refused('NOT_ALLOWED_NOW', { reason: 'called' }))
    play([sign()], { state })
    expect(() => play([CANCEL], { state })).toThrow(refused('NOT_ALLOWED_NOW', { reason: 'signed' }))
    expect(() => play([CANCEL], { state: joined() })).toThrow(refused('AGREEMENT_SEALED'))
    expect(() => play([CANCEL], { state: sealed() })).toThrow(
      refused('NOT_ALLOWED_NOW', { reason: 'no-accession' }),
    )
  })
})

describe('taking up again an accession that was called off', () => {
  const decline: Command = { type: 'decline-signature', payload: { partnerId: COMPANY, reason: 'später' } }

  it('brings back the declaration with its places and turns, beside what was sealed', () => {
    const begunFirst = structuredClone(
      play([begun(1, [COMPANY]), OPEN, call(), decline], { state: sealed() }).state,
    )
    const { state } = play([begun(1, [COMPANY]), OPEN, call(), decline, CANCEL, RESUME], { state: sealed() })
    expect({ ...state.agreement, openedAt: null }).toEqual({ ...begunFirst.agreement, openedAt: null })
    expect(state.concluded).toEqual(begunFirst.concluded)
    expect(turnOf(state, COMPANY).status).toBe('declined')
    expect(state.cancelled).toBeNull()
  })

  it('goes on to the seal as if nothing had been', () => {
    const { state } = play([begun(1, [COMPANY]), CANCEL, RESUME, OPEN, call(), sign()], { state: sealed() })
    expect(turnOf(state, COMPANY).status).toBe('signed')
    expect(turnOf(stateOf(state, 0), COUNTY).status).toBe('signed')
  })

  it('can be done and undone more than once', () => {
    const { state } = play([begun(1, [COMPANY]), CANCEL, RESUME, CANCEL], { state: sealed() })
    expect(resumable(state)?.agreement.accession).toBe(1)
  })

  it('is refused where nothing was called off, once another was begun, and when somebody it names is gone', () => {
    const none = refused('NOT_ALLOWED_NOW', { reason: 'not-resumable' })
    expect(() => play([RESUME], { state: sealed() })).toThrow(none)
    const other = [begun(1, [COMPANY]), CANCEL, begun(1, [JOBCENTER])]
    expect(() => play([...other, RESUME], { state: sealed() })).toThrow(none)
    expect(() => play([...other, CANCEL, RESUME, CANCEL], { state: sealed() })).not.toThrow()
    const late = partner({ id: LATE, name: 'Nachzügler', role: 'alliance-partner', order: 3 })
    const came: Command = { type: 'save-partner', payload: { partner: late } }
    const went: Command = { type: 'remove-partner', payload: { partnerId: LATE } }
    expect(() => play([came, begun(1, [LATE]), CANCEL, went, RESUME], { state: sealed() })).toThrow(none)
  })
})

describe('the paper originals of a sealed agreement', () => {
  it('can be ticked off while an accession is under way, apart from those of the accession', () => {
    const { state } = play(
      [
        { type: 'note-originals', payload: { count: 2 } },
        begun(1, [COMPANY]),
        OPEN,
        { type: 'note-originals', payload: { count: 3 } },
        { type: 'note-original-signed', payload: { number: 2, document: 0 } },
        { type: 'note-original-signed', payload: { number: 3, document: 1 } },
      ],
      { state: sealed() },
    )
    expect(originalsOf(state)).toBe(3)
    expect(signedOriginals(state).map(({ number }) => number)).toEqual([3])
    expect(signedOriginals(stateOf(state, 0)).map(({ number }) => number)).toEqual([2])
    play([{ type: 'undo-original-signed', payload: { number: 2, document: 0 } }], { state })
    expect(signedOriginals(stateOf(state, 0))).toEqual([])
  })

  it('get their scans while an accession is under way, apart from those of the accession', () => {
    const scan = { sha256: 'a'.repeat(64) as Sha256, fileName: 'scan.pdf', kind: 'pdf' as const, bytes: 9 }
    const { state } = play(
      [
        { type: 'note-originals', payload: { count: 2 } },
        { type: 'note-original-signed', payload: { number: 2 } },
        begun(1, [COMPANY]),
        { type: 'add-original-scan', payload: { number: 2, document: 0, scan } },
      ],
      { state: sealed() },
    )
    expect(scansOf(state)).toEqual({})
    expect(scansOf(stateOf(state, 0))[2]).toMatchObject({ fileName: 'scan.pdf' })
    play([{ type: 'remove-original-scan', payload: { number: 2, document: 0 } }], { state })
    expect(scansOf(stateOf(state, 0))).toEqual({})
  })

  it('are looked for in vain in a document that there is not', () => {
    expect(() =>
      play([{ type: 'note-original-signed', payload: { number: 1, document: 7 } }], { state: sealed() }),
    ).toThrow(refused('NOT_FOUND'))
  })
})

describe('during an accession', () => {
  it('the projector keeps the sealed picture while it is prepared, then shows who joins, at last everybody', () => {
    const { state } = play([begun(1, [COMPANY])], { state: sealed() })
    expect(stageOf(state)).toMatchObject({ agreement: 'sealed', isAccession: false })
    play([OPEN, call()], { state })
    expect(stageOf(state)).toMatchObject({ agreement: 'open', isAccession: true })
    expect(stageOf(state).blocks.map(({ organisation }) => organisation)).toEqual(['Firma Beispiel'])
    const end = stageOf(joined())
    expect(end).toMatchObject({ agreement: 'sealed', isAccession: true })
    expect(end.blocks.map(({ organisation, status }) => `${organisation} ${status}`)).toEqual([
      'Landkreis Tübingen signed',
      'Jobcenter on-paper',
      'Firma Beispiel signed',
    ])
  })

  it('a tablet learns that it is an accession and what is joined', () => {
    const { state } = play([begun(1, [COMPANY]), OPEN, call()], { state: sealed() })
    expect(taskOf(state, id.station('tablet')).call).toMatchObject({
      isAccession: true,
      source: { fileName: 'vereinbarung-gesiegelt.pdf' },
      document: { sha256: state.agreement!.sha256 },
    })
  })

  it('the reception sees nothing of it', () => {
    const seen = JSON.stringify(stateFor('reception', joined()))
    expect(seen).not.toContain('Joachim Walter')
    expect(stateFor('reception', joined())).toMatchObject({ agreement: null, concluded: [] })
  })
})
