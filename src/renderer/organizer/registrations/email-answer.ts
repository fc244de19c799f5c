/** Whether the writer of an e-mail comes. Somebody else who cannot is no refusal of their own. */

const DECLINES =
  /\b(leider (?:nicht|verhindert|absagen|kann ich nicht|können wir nicht)|(?:muss|müssen|möchte|möchten)(?: \S+){0,4} absagen|sage(?:n)?(?: \S+){0,3} ab\b|bin(?: \S+){0,3} verhindert|nicht (?:teilnehmen|kommen|dabei sein)|keine zeit|nehmen?(?: \S+){0,4} nicht(?: \S+){0,2} teil\b|kann(?: \S+){0,2} leider nicht|unable to attend|cannot attend|can't attend|have to decline)/i
const ACCEPTS =
  /(?<!nicht )\b(?:(?:ich|wir) nehmen?(?: (?!nicht\b|leider\b)\S+){0,3} teil\b|(?:komme|kommen)(?: \S+){0,2} gerne?\b|gerne? komme\b|sagen? (?:(?!ab\b)[^\s,;.]+ ){0,5}zu(?=\s*(?:[.,;:!)]|und\b|$))|(?:ich|wir) (?:bin|sind)(?: \S+)? dabei\b)/i

export const answerIn = (text: string): 'accepted' | 'declined' =>
  DECLINES.test(text) && !ACCEPTS.test(text) ? 'declined' : 'accepted'
