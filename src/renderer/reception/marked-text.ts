/** A text in which the part that matched is marked. Without an instance of its own: a list shows dozens with every keystroke. */
import { h } from 'vue'
import type { FunctionalComponent } from 'vue'
import type { Piece } from './marks.ts'

export const MarkedText: FunctionalComponent<{ pieces: Piece[] | undefined }> = ({ pieces = [] }) =>
  pieces.map(({ text, marked }) => (marked ? h('mark', text) : text))
MarkedText.props = ['pieces']
