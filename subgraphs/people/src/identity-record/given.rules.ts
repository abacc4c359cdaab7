// What may be written down at all: enough to know someone by, and no more than anybody's name, list or address is. Comparing two texts takes
// time that grows with the product of their lengths, so a text without a limit would hold up everyone who is compared with it.

const mostOfName = 100
const mostOfSource = 200
const mostOfText = 500
const mostOf = { aliases: 50, otherBirthDates: 20, identifiers: 100, addresses: 100 }

// Control characters, and those that turn the direction in which a text is read, so that it reads as another. Joiners belong to some scripts.
const unseen = /[\p{Cc}\u202A-\u202E\u2066-\u2069]/u

/** Why nobody can be called so, or null. */
export function whyNotName({ given, family }: { given: string; family: string }): string | null {
  if (!given.trim() || !family.trim()) return 'Both a given and a family name are needed. Where one is not known, write "Unknown".'
  if (given.length > mostOfName || family.length > mostOfName)
    return `A given or a family name has at most ${mostOfName} characters. Give other names as aliases.`
  return unseen.test(given + family) ? 'A name holds a character that cannot be seen, such as a line break. Type it anew.' : null
}

/** Why a record cannot be known by this source, or null: without one, records of all such sources would be one. */
export function whyNotSource({ sourceSystem, sourceKey }: { sourceSystem: string; sourceKey: string }): string | null {
  if (!sourceSystem.trim() || !sourceKey.trim()) return 'Say which system the record is from, and its key there: by both it is known again.'
  const isPlain = [sourceSystem, sourceKey].every((text) => text.length <= mostOfSource && !unseen.test(text))
  return isPlain ? null : `A source system and its key have at most ${mostOfSource} characters each, all of which can be seen.`
}

/** Why a list is too long for one record, or null. */
export function whyNotSoMany(list: keyof typeof mostOf, given: readonly unknown[] | null | undefined): string | null {
  return (given?.length ?? 0) > mostOf[list] ? `One record holds at most ${mostOf[list]} of these. Leave out what is said twice.` : null
}

/** Why this is no address, or null. */
export function whyNotAddress(given: Partial<Record<'kind' | 'lines' | 'town' | 'postcode' | 'from' | 'until', string | null>>): string | null {
  const { kind, lines, town, postcode, from, until } = given
  if (![kind, lines, town, postcode].some((text) => text?.trim())) return 'An address says at least a postcode, a town, a street or what kind of place it is.'
  if ([lines, town].some((text) => (text?.length ?? 0) > mostOfText)) return `A street or a town has at most ${mostOfText} characters.`
  return from && until && until < from ? 'The address ends before it begins.' : null
}

type GivenNumber = { type: string; value: string; isVerified: boolean; from: string | null }

/** Why one record cannot hold these numbers, or null. */
export function whyNotNumbers(numbers: readonly GivenNumber[], today: string): string | null {
  if (numbers.some(({ from }) => from !== null && from > today)) return 'An identifier is to be theirs from a day in the future. Check the date.'
  const verified = new Set(numbers.filter(({ type, isVerified }) => type === 'NHS_NUMBER' && isVerified).map(({ value }) => value))
  return verified.size > 1 ? 'Two different NHS numbers cannot both be verified: they are two people. Say which one was traced.' : null
}
