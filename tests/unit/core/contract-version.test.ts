import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { contractText, contractVersion } from '../../../src/core/contract-version.ts'
import { contract } from '../../../src/shared/contract.ts'
import { forOrganizer, forRoles } from '../../../src/shared/contract/procedure.ts'

const ask = (schema: z.ZodType) => contractText({ area: { ask: forOrganizer.input(schema) } })

describe('the version of the contract', () => {
  it('is the same for the same program', () => {
    expect(contractVersion('1.0.0')).toBe(contractVersion('1.0.0'))
    expect(contractVersion('1.0.0')).toMatch(/^[0-9a-f]{16}$/)
  })

  it('changes with the program', () => {
    expect(contractVersion('1.0.1')).not.toBe(contractVersion('1.0.0'))
  })

  it('names every procedure', () => {
    const lines = contractText(contract).split('\n')
    expect(lines.length).toBeGreaterThan(50)
    expect(lines.some((line) => line.startsWith('run.startItem '))).toBe(true)
    expect(lines.some((line) => line.startsWith('live.stage '))).toBe(true)
  })

  it('changes with what a procedure takes and with who may call it', () => {
    const before = ask(z.strictObject({ a: z.string() }))
    expect(ask(z.strictObject({ a: z.number() }))).not.toBe(before)
    expect(ask(z.strictObject({ a: z.string(), b: z.string().optional() }))).not.toBe(before)
    expect(
      contractText({ area: { ask: forRoles('display').input(z.strictObject({ a: z.string() })) } }),
    ).not.toBe(before)
  })
})
