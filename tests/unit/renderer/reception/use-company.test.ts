import { describe, expect, test } from 'vitest'
import { companyChoices, questionFor, useCompany } from '../../../../src/renderer/reception/use-company.ts'
import { rowOf } from '../../../../src/renderer/reception/rows.ts'
import { answer, arrive, attendeeId, doorWith, guest } from './door.ts'

const ADAM = attendeeId('adam')
const BERG = attendeeId('berg')
const door = answer(doorWith([], [guest('adam', 'Adam'), guest('berg', 'Berg')]), 'adam', {
  answer: 'accepted',
  companions: 2,
})

describe('the question for companions', () => {
  test('expects those who were announced, and once the guest is in those who were counted', () => {
    expect(questionFor(door, ADAM)).toMatchObject({ isIn: false, likely: 2 })
    expect(questionFor(arrive(door, 'adam', 1), ADAM)).toMatchObject({ isIn: true, likely: 0 })
    expect(questionFor(door, BERG)).toMatchObject({ likely: 0 })
  })

  test('offers none to a few more than expected', () => {
    expect(companyChoices(0)).toEqual([0, 1, 2, 3])
    expect(companyChoices(4)).toEqual([0, 1, 2, 3, 4, 5, 6])
  })

  test('gives the tapped number, or nothing when it is closed', async () => {
    const { ask, settle } = useCompany(() => door)
    const tapped = ask(ADAM)
    settle(1)
    await expect(tapped).resolves.toBe(1)
    const closed = ask(ADAM)
    settle(null)
    await expect(closed).resolves.toBeNull()
  })

  test('does not keep the next guest waiting: those announced are taken to be here', async () => {
    const { ask, question } = useCompany(() => door)
    const first = ask(ADAM)
    void ask(BERG)
    await expect(first).resolves.toBe(2)
    expect(question.value?.id).toBe(BERG)
  })
})

describe('a guest who had declined', () => {
  test('is shown so, and one who waits for a place, too', () => {
    const hit = { id: BERG, rank: 'exact' as const, marks: [] }
    const noticed = (said: 'declined' | 'waiting' | 'accepted') =>
      rowOf(answer(door, 'berg', { answer: said, companions: 0 }), hit)?.notice
    expect(noticed('declined')).toBe('declined')
    expect(noticed('waiting')).toBe('waiting')
    expect(noticed('accepted')).toBeNull()
  })
})
