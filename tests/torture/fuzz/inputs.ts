/** Inputs for any procedure, drawn from its own schema: mostly of the right shape, so that they reach the rules behind it. */
import { z } from 'zod'
import { below, oneOf } from '../../fixtures/random.ts'

type Random = () => number
/** What the ceremony knows, so that an input can speak of it. */
export type Known = {
  partnerId: readonly string[]
  attendeeId: readonly string[]
  stationId: readonly string[]
  files: readonly Uint8Array[]
}

type Shape = {
  type?: string
  const?: unknown
  enum?: unknown[]
  anyOf?: Shape[]
  oneOf?: Shape[]
  allOf?: Shape[]
  items?: Shape
  prefixItems?: Shape[]
  properties?: Record<string, Shape>
  required?: string[]
  additionalProperties?: Shape | boolean
  propertyNames?: Shape
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  minItems?: number
  maxItems?: number
  format?: string
  pattern?: string
  $ref?: string
  $defs?: Record<string, Shape>
}

const WORDS = [
  'Öykü',
  'von der Müller',
  '',
  ' ',
  'a',
  '=1+1',
  '<b>',
  '\u202Eabc',
  'x'.repeat(300),
  'ß',
  '💠',
  'null',
  '0',
]
const NOISE: unknown[] = [null, undefined, true, -1, 1e308, '', [], {}, '__proto__', { json: null }, ['a', 1]]
const DATES = [
  '2017-02-21T18:00:00.000Z',
  '2017-02-21',
  '18:00',
  '1970-01-01T00:00:00.000Z',
  '9999-12-31T23:59:59.999Z',
]

export function inputFor(schema: z.ZodType, known: Known, random: Random): unknown {
  const ids = [...known.partnerId, ...known.stationId, ...known.attendeeId]
  /** A member called `partnerId` mostly names a partner, `substituteFor` any of them. */
  const idsFor = (name: string) =>
    Object.entries(known).find(([kind]) => name.toLowerCase().endsWith(kind.toLowerCase()))?.[1] as
      readonly string[] | undefined
  const root = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Shape
  const defs = root.$defs ?? {}

  function make(shape: Shape, depth: number, name = ''): unknown {
    // now and then something that was never meant
    if (random() < 0.01) return oneOf(random, NOISE)
    if (shape.$ref) return make(defs[shape.$ref.split('/').at(-1) ?? ''] ?? {}, depth + 1, name)
    if ('const' in shape) return shape.const
    if (shape.enum) return oneOf(random, shape.enum)
    const choices = shape.anyOf ?? shape.oneOf
    if (choices) return make(oneOf(random, choices) ?? {}, depth + 1, name)
    if (shape.allOf) return Object.assign({}, ...shape.allOf.map((each) => make(each, depth + 1)))
    if (shape.type === 'object') return objectOf(shape, depth)
    if (shape.type === 'array') return listOf(shape, depth)
    if (shape.type === 'string') return textOf(shape, name)
    if (shape.type === 'integer' || shape.type === 'number') return numberOf(shape)
    if (shape.type === 'boolean') return random() < 0.5
    if (shape.type === 'null') return null
    return fileOf()
  }

  function objectOf({ properties = {}, required = [], additionalProperties }: Shape, depth: number) {
    const made: Record<string, unknown> = {}
    for (const [name, shape] of Object.entries(properties))
      if (required.includes(name) || random() < 0.6) made[name] = make(shape, depth + 1, name)
    if (typeof additionalProperties === 'object')
      for (let count = below(random, 4); count > 0; count -= 1)
        made[oneOf(random, ids) ?? 'x'] = make(additionalProperties, depth + 1)
    return made
  }

  function listOf({ items = {}, prefixItems, minItems = 0, maxItems = 4 }: Shape, depth: number) {
    if (prefixItems) return prefixItems.map((shape) => make(shape, depth + 1))
    const most = Math.min(maxItems, minItems + (depth > 6 ? 0 : 4))
    return Array.from({ length: minItems + below(random, most - minItems + 1) }, () => make(items, depth + 1))
  }

  function textOf({ format, maxLength = 200 }: Shape, name: string): string {
    const meant = idsFor(name)
    const id = oneOf(random, meant ?? ids)
    if (id && random() < (meant ? 0.95 : name === 'id' ? 0.7 : 0.1)) return id
    if (format === 'uuid') return crypto.randomUUID()
    if (format === 'email') return random() < 0.5 ? '' : 'oeykue@example.org'
    if (format || random() < 0.2) return oneOf(random, DATES) ?? ''
    return (oneOf(random, WORDS) ?? '').slice(0, random() < 0.9 ? maxLength : Infinity)
  }

  function numberOf({ type, minimum = -5, maximum = 300 }: Shape): number {
    const [low, high] = [Math.max(minimum, -1e6), Math.min(maximum, Math.max(minimum, 0) + 300)]
    const number = low + random() * (high - low)
    return type === 'integer' ? Math.round(number) : number
  }

  const fileOf = () => new Blob([new Uint8Array(oneOf(random, known.files) ?? new Uint8Array(3))])

  return make(root, 0)
}
