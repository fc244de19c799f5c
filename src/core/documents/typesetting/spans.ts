/** Pieces of running text by their emphasis. */
import type { Span } from '../signing/agreement-markup.ts'

export const bold = (text: string): Span => ({ text, style: 'bold' })

export const plain = (text: string): Span => ({ text, style: 'plain' })
