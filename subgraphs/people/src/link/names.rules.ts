import { remember } from '@throughcare/kit/remember'

// Names as they are compared: without case, accents and punctuation, Cyrillic in Latin letters, and the words that stand for "not known" as nothing.

/** A name as it is compared. `family` is one word; `familyParts` are the halves of a double-barrelled one. */
export type NormalName = { given: string; first: string; others: readonly string[]; family: string; familyParts: readonly string[] }

const letters: Record<string, string> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i', ŋ: 'ng' }

// Cyrillic as British passports and BGN/PCGN 1947 write it, without marks.
const cyrillic = Object.fromEntries(
  'а:a б:b в:v г:g ґ:g д:d е:e ё:yo є:ye ж:zh з:z и:i і:i ї:yi й:y к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f х:kh ц:ts ч:ch ш:sh щ:shch ъ: ы:y ь: э:e ю:yu я:ya'
    .split(' ')
    .map((pair) => pair.split(':') as [string, string])
)

const blanks = new Set(['unknown', 'notknown', 'notrecorded', 'notstated', 'na', 'nk', 'none', 'null', 'nil', 'nan', 'anonymous', 'refused', 'unk'])

// Small words that belong to the word after them; an Arabic article is often left out, so it is dropped.
const particles = new Set([
  'de',
  'da',
  'di',
  'du',
  'del',
  'della',
  'la',
  'le',
  'van',
  'von',
  'der',
  'den',
  'ten',
  'st',
  'mc',
  'mac',
  'o',
  'bin',
  'ibn',
  'abu',
  'ap',
  'fitz'
])
const articles = new Set(['al', 'el', 'ul'])
const titles = new Set(['mr', 'mrs', 'ms', 'miss', 'dr', 'master', 'sir'])

/** Latin lower-case words of a text, in its order. */
export function wordsOf(text: string | null | undefined): string[] {
  if (!text) return []
  const folded = text
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^\u0000-\u007f]/g, (letter) => letters[letter] ?? cyrillic[letter] ?? (/[’‘ʼ`´]/.test(letter) ? "'" : /\p{Dash}/u.test(letter) ? ' ' : letter))
    .replace(/'/g, '')
  return folded.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '')
}

// The names of a region are few, and each is met thousands of times.
const namesAtHand = 20_000
const wordsOfName = remember(namesAtHand, (text: string) => wordsOf(text))
const hear = remember(namesAtHand, writeSound)

/** A name as it is compared, or null where nothing is known of it. */
export function normaliseName(name: { given?: string | null; family?: string | null }): NormalName | null {
  const given = withoutBlank(wordsOfName(name.given ?? '').filter((word, _, all) => all.length === 1 || !titles.has(word)))
  const parts = joinParticles(withoutBlank(wordsOfName(name.family ?? '')))
  if (given.length === 0 && parts.length === 0) return null
  return { given: given.join(''), first: given[0] ?? '', others: given.slice(1), family: parts.join(''), familyParts: parts }
}

function withoutBlank(words: readonly string[]): readonly string[] {
  return blanks.has(words.join('')) ? [] : words
}

function joinParticles(words: readonly string[]): string[] {
  const parts: string[] = []
  let prefix = ''
  for (const [at, word] of words.entries()) {
    const isLast = at === words.length - 1
    if (!isLast && articles.has(word)) continue
    if (!isLast && particles.has(word)) {
      prefix += word
      continue
    }
    parts.push(prefix + word)
    prefix = ''
  }
  return parts
}

const sounds: [RegExp, string][] = [
  [/^(kn|gn|pn|wr)/, 'n'],
  [/^x/, 's'],
  [/x/g, 'ks'],
  [/sch|sh|tch|cz|ch/g, 'x'],
  [/ph/g, 'f'],
  [/kh|ck|q|gh/g, 'k'],
  [/dh/g, 'd'],
  [/th/g, 't'],
  [/c(?=[eiy])/g, 's'],
  [/c/g, 'k'],
  [/z/g, 's'],
  [/dj|j|dg/g, 'j'],
  [/w/g, 'v'],
  [/^ma?k/, 'mk']
]

/**
 * How a name sounds: its first sound and its consonants, so that transliterations and spellings of one name agree
 * (Mohammed, Muhammad, Mohamed: mmd). Coarser than a name and finer than Soundex; used for likeness and for blocking.
 */
export function soundOf(word: string): string {
  return word === '' ? '' : hear(word)
}

function writeSound(word: string): string {
  const written = sounds.reduce((text, [pattern, sound]) => text.replace(pattern, sound), word)
  const first = /^[aeiouy]/.test(written) ? 'a' : written.charAt(0)
  return (
    first +
    written
      .slice(1)
      .replace(/[aeiouyh]/g, '')
      .replace(/(.)\1+/g, '$1')
  )
}

// Short forms of given names that English-speaking services write down; each line is one name.
const shortForms =
  `robert rob robbie bob bobby bert|william will bill billy willy liam|richard rick dick ricky richie|james jim jimmy jamie|john jack johnny jon|shaun sean shawn
jonathan jon jonny john|thomas tom tommy|michael mike mick mickey micky|david dave davy|stephen steven steve|christopher chris kit|anthony tony antony
andrew andy drew|edward ed eddie ted teddy ned|daniel dan danny|matthew matt matty|joseph joe joey|samuel sam sammy|benjamin ben benny|nicholas nick nicky nicolas
peter pete|patrick pat paddy|charles charlie chuck|alexander alex al sandy|alan al allan allen|gregory greg|geoffrey geoff jeff jeffrey|philip phil phillip pip
timothy tim|ronald ron ronnie|donald don donnie|kenneth ken kenny|raymond ray|lawrence larry laurie laurence|leonard len lenny leo|gerald gerry jerry|gareth gaz gary
terence terry|francis frank frankie|frederick fred freddie|henry harry hal|harold harry|joshua josh|zachary zach zac zak|jacob jake|oliver ollie olly|lewis louis lou
nathan nathaniel nate|dominic dom|cameron cam|elizabeth liz lizzie beth betty eliza libby lisa elsie|margaret maggie meg peggy marge greta|catherine katherine kate katie kathy cathy kathryn kat
jennifer jen jenny|susan sue susie suzanne|deborah debbie deb debra|patricia pat patsy trish tricia|barbara barb babs|rebecca becky becca bec|victoria vicky vicki tori
samantha sam sammy|christine chris chrissy tina christina|alexandra alex sandra lexi|jessica jess jessie|kimberley kim kimberly|amanda mandy|jacqueline jackie jacqui
pamela pam|sandra sandy|judith judy jude|angela angie ange|theresa teresa terry tess|josephine jo josie|joanne jo joanna joan|charlotte charlie lottie lotte
abigail abi abby gail|isabella bella izzy isabel isobel|eleanor ellie nell elle|olivia liv livvy|natalie nat|georgina georgia georgie|philippa pippa pip|dorothy dot dolly
florence flo florrie|emily em emmie emma|amelia millie mia|lillian lily lilly|gabrielle gabby|melanie mel melissa|nicola nicky nikki|tabitha tabby|stephanie steph|harriet hattie
muhammad mo mohammed mohamed|abdul abdullah abdulla|bartholomew bart|vincent vinny vince|russell russ|wayne waz|barry baz`
    .split(/[|\n]/)
    .map((line) => line.split(' '))

const families = new Map<string, Set<number>>()
for (const [at, forms] of shortForms.entries()) for (const form of forms) families.set(form, (families.get(form) ?? new Set()).add(at))

/** True when one given name is a short form of the other, or both are of a third: Bob and Robert. */
export function areFormsOfOneName(one: string, other: string): boolean {
  const theirs = families.get(other)
  return theirs !== undefined && [...(families.get(one) ?? [])].some((family) => theirs.has(family))
}

/** The spelling that all forms of a given name share for blocking: Bob and Rob are both robert; a name that stands for several stays itself. */
export function fullFormOf(first: string): string {
  const [only, second] = families.get(first) ?? []
  return only === undefined || second !== undefined ? first : (shortForms[only]?.[0] ?? first)
}
