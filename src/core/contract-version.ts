/** Which contract a host or a page speaks: a page from before an update is told so when it connects. */
import { hash } from 'node:crypto'
import { isContractProcedure } from '@orpc/contract'
import { z } from 'zod'
import { contract, PROTOCOL_VERSION } from '../shared/contract.ts'

const LENGTH = 16

/** The version of this very contract, in hex; the program's own version counts because views are not schemas. */
export const contractVersion = (programVersion: string): string =>
  hash('sha256', `${programVersion}\n${PROTOCOL_VERSION}\n${contractText(contract)}`).slice(0, LENGTH)

/** Every procedure with who may call it and what goes in and out, one a line. */
export function contractText(router: object, path = ''): string {
  return Object.entries(router)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]: [string, unknown]) => {
      const here = path === '' ? name : `${path}.${name}`
      if (!isContractProcedure(value)) return contractText(Object(value), here)
      const { meta, inputSchema, outputSchema } = value['~orpc']
      return `${here} ${JSON.stringify([meta, shapeOf(inputSchema), shapeOf(outputSchema)])}`
    })
    .join('\n')
}

/** Null for what has no JSON shape: a live feed, nothing at all. */
function shapeOf(schema: unknown): unknown {
  if (!(schema instanceof z.ZodType)) return null
  try {
    return z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' })
  } catch {
    return null
  }
}
