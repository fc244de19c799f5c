import { describe, expect, it } from 'vitest'
import { agreementEvolvers } from '../../../../../src/shared/domain/signing/agreement.ts'
import { sha256Schema } from '../../../../../src/shared/domain/ids.ts'
import { AGREEMENT, id, play, prepared } from '../../../../fixtures/ceremony.ts'

const COPY_OF = {
  fileName: 'Vertrag.pdf',
  sha256: sha256Schema.parse('c'.repeat(64)),
  how: ['decrypted' as const],
}

describe('taking in an agreement', () => {
  it('records of which file it is a copy', () => {
    const payload = { ...AGREEMENT, copyOf: COPY_OF }
    const { state } = play([{ type: 'adopt-agreement', payload }], { state: prepared() })
    expect(state.agreement).toMatchObject({ sha256: AGREEMENT.sha256, source: null, copyOf: COPY_OF })
  })

  it('forgets that when another file takes its place', () => {
    const commands = [{ ...AGREEMENT, copyOf: COPY_OF }, AGREEMENT].map((payload) => ({
      type: 'adopt-agreement' as const,
      payload,
    }))
    expect(play(commands, { state: prepared() }).state.agreement?.copyOf).toBeNull()
  })

  it('reads journals that never told of copies', () => {
    const state = prepared()
    const { fields, ...agreement } = AGREEMENT
    const old = { type: 'agreement-adopted' as const, payload: { agreement, fields } }
    agreementEvolvers['agreement-adopted'](state, {
      ...old,
      seq: 1,
      at: '2017-02-21T17:42:00Z',
      station: id.station('host'),
    })
    expect(state.agreement).toMatchObject({ status: 'draft', source: null, copyOf: null })
  })
})
