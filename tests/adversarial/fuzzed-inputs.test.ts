/** The short form of the made-up inputs of `npm run torture`: lists, agreements, pairing, calls of the contract. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { damages } from '../torture/fuzz/damage.ts'
import { fuzzContract } from '../torture/fuzz/contract.ts'
import { fuzzLists } from '../torture/fuzz/lists.ts'
import { fuzzPairing } from '../torture/fuzz/pairing.ts'
import { fuzzPdfs } from '../torture/fuzz/pdfs.ts'

/** Days since the beginning of time: other inputs every day, the same ones all day. */
const SEED = Number(process.env['TORTURE_SEED'] ?? Math.floor(Date.now() / 86_400_000))

it('damages reach every part of a file alike', () => {
  const places = fc
    .sample(damages, { numRuns: 500, seed: SEED })
    .flatMap((changes) => changes.map(({ at }) => at))
  const tenths = Array.from(
    { length: 10 },
    (_, tenth) => places.filter((at) => Math.floor(at * 10) === tenth).length,
  )
  expect(Math.min(...tenths)).toBeGreaterThan(places.length / 20)
})

describe(`made-up inputs (TORTURE_SEED=${SEED})`, () => {
  it('as guest lists are read or refused with a reason', { timeout: 200_000 }, async () => {
    const { inputs, wrong } = await fuzzLists(600, SEED)
    expect(wrong).toEqual([])
    expect(inputs).toBeGreaterThanOrEqual(600)
  })

  it(
    'as agreements are refused, or sealed so that it holds; sealed ones are never found whole',
    { timeout: 400_000 },
    async () => {
      const { inputs, wrong } = await fuzzPdfs(90, SEED)
      expect(wrong).toEqual([])
      expect(inputs).toBeGreaterThanOrEqual(90)
    },
  )

  it('let no device in without a good code and a word of the organizer', { timeout: 200_000 }, async () => {
    expect((await fuzzPairing(300, SEED)).wrong).toEqual([])
  })

  it(
    'as calls are done or refused with a known code, and a refusal writes nothing',
    { timeout: 400_000 },
    async () => {
      const { inputs, wrong } = await fuzzContract(400, SEED)
      expect(wrong).toEqual([])
      expect(inputs).toBe(400)
    },
  )
})
