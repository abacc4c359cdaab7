export const identifierTypes = ['NHS_NUMBER', 'PRISON_NUMBER', 'PNC', 'CRO', 'CRN', 'NATIONAL_INSURANCE_NUMBER', 'ARREST_SUMMONS_NUMBER', 'OTHER'] as const
export type IdentifierType = (typeof identifierTypes)[number]

/** A number by which some service knows the person. One that breaks its published shape is kept as text, and proves nothing. */
export type IdentifierFact = {
  type: IdentifierType
  value: string
  source: string | null
  isVerified: boolean
  isWellFormed: boolean
  from: string | null
}

/** The canonical form of an identifier, or what is wrong with it in a sentence that does not repeat it. */
export type CheckedIdentifier = { value: string } | { fault: string }

/** Checks an identifier by its published rule and writes it in canonical form. `year` is this year, to read two-digit years of PNC ids. */
export function checkIdentifier(type: IdentifierType, text: string, year: number): CheckedIdentifier {
  const compact = text.replace(/[\s-]/g, '').toUpperCase()
  if (type === 'NHS_NUMBER') return checkNhsNumber(compact)
  if (type === 'PNC') return checkPnc(compact, year)
  if (type === 'CRO') return checkCro(compact)
  const { shape, fault } = plainShapes[type]
  return shape.test(compact) ? { value: compact } : { fault }
}

/** What tells one identifier of a record from another. */
export function keyOfIdentifier({ type, value }: { type: string; value: string }): string {
  return `${type} ${value}`
}

// Prison number and CRN as HMPPS services validate them; National Insurance number: HMRC, NIM39110 (letters never issued, and prefixes
// kept back). No rule is published for arrest and summons numbers.
const plainShapes: Record<Exclude<IdentifierType, 'NHS_NUMBER' | 'PNC' | 'CRO'>, { shape: RegExp; fault: string }> = {
  PRISON_NUMBER: { shape: /^[A-Z]\d{4}[A-Z]{2}$/, fault: 'A prison number is a letter, four digits and two letters, such as A1234BC.' },
  CRN: { shape: /^[A-Z]\d{6}$/, fault: "Probation's CRN is a letter and six digits, such as X123456." },
  NATIONAL_INSURANCE_NUMBER: {
    shape: /^(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\d{6}[A-D]$/,
    fault: 'A National Insurance number is two letters (some are never issued), six digits and a letter from A to D.'
  },
  ARREST_SUMMONS_NUMBER: { shape: /^[A-Z0-9/]{6,30}$/, fault: 'An arrest or summons number has 6 to 30 letters, digits and slashes.' },
  OTHER: { shape: /^[^\p{C}]{1,60}$/u, fault: 'Another identifier has 1 to 60 characters.' }
}

// Weights 10 to 2 on the first nine digits; 11 minus the remainder of 11; 11 is 0 and 10 is never issued — NHS Data Dictionary, NHS NUMBER.
function checkNhsNumber(compact: string): CheckedIdentifier {
  if (!/^\d{10}$/.test(compact)) return { fault: 'An NHS number has ten digits.' }
  // Ten equal digits all pass the check; they are what is typed where a form asks for a number that nobody has, and would make strangers alike.
  if (/^(\d)\1{9}$/.test(compact)) return { fault: 'Ten equal digits stand for an NHS number that is not known. Leave it out.' }
  const sum = [...compact.slice(0, 9)].reduce((total, digit, place) => total + Number(digit) * (10 - place), 0)
  const check = (11 - (sum % 11)) % 11
  return check === Number(compact[9])
    ? { value: compact }
    : { fault: "The NHS number's last digit does not agree with the others: one digit is wrong or two are swapped." }
}

const checkLetters = 'ZABCDEFGHJKLMNPQRTUVWXY'
const letterOf = (digits: string) => checkLetters[Number(digits) % 23]

// YYYY/NNNNNNND or YY/N…D; the letter is the two-digit year and seven-digit serial modulo 23 — hmpps-person-record, PNCIdentifier.
function checkPnc(compact: string, year: number): CheckedIdentifier {
  const bare = compact.replaceAll('/', '')
  const shortened = bare.length < 12 ? bare.match(/^(\d{2})(\d{1,7})([A-Z])$/) : bare.match(/^(\d{4})(\d{7})([A-Z])$/)
  // Four digits before a slash are a year, however many of the serial are written.
  const parts = compact.match(/^(\d{4})\/(\d{1,7})([A-Z])$/) ?? shortened
  if (!parts) return { fault: 'A PNC id is a year, a serial number of up to seven digits and a letter, such as 2002/0073319Z.' }
  const [, written = '', digits = '', letter = ''] = parts
  const shortYear = written.slice(-2)
  const serial = digits.padStart(7, '0')
  if (letterOf(shortYear + serial) !== letter) return { fault: "The PNC id's letter does not agree with its numbers: one of them is wrong." }
  const fullYear = written.length === 4 ? written : `${Number(shortYear) <= year % 100 ? '20' : '19'}${shortYear}`
  return { value: `${fullYear}/${serial}${letter}` }
}

// N…/YYD, the serial written out to six digits, or SFYY/N…D, the serial as written; the letter is year and serial modulo 23 —
// hmpps-person-record, CROIdentifier.
function checkCro(compact: string): CheckedIdentifier {
  const [, serial = '', year = '', letter] = compact.match(/^(\d{1,6})\/?(\d{2})([A-Z])$/) ?? []
  const [, fileYear = '', fileSerial = '', fileLetter] = compact.match(/^SF(\d{2})\/?(\d{1,6})([A-Z])$/) ?? []
  const padded = serial.padStart(6, '0')
  if (letter && letterOf(year + padded) === letter) return { value: `${padded}/${year}${letter}` }
  if (fileLetter && letterOf(fileYear + fileSerial) === fileLetter) return { value: `SF${fileYear}/${fileSerial}${fileLetter}` }
  return letter || fileLetter
    ? { fault: "The CRO number's letter does not agree with its numbers: one of them is wrong." }
    : { fault: 'A CRO number is a serial of up to six digits, a slash, two digits of the year and a letter, such as 065656/91H; or SF05/482703J.' }
}
