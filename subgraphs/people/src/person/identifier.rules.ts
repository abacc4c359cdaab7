export type IdentifierType = 'NHS_NUMBER' | 'PRISON_NUMBER' | 'PNC'

/** The canonical form of an identifier, or what is wrong with it in a sentence that does not repeat it. */
export type CheckedIdentifier = { value: string } | { fault: string }

/** Checks an identifier by its published rule and writes it in canonical form. `year` is this year, to read two-digit years of PNC ids. */
export function checkIdentifier(type: IdentifierType, text: string, year: number): CheckedIdentifier {
  const compact = text.replace(/[\s-]/g, '').toUpperCase()
  if (type === 'NHS_NUMBER') return checkNhsNumber(compact)
  if (type === 'PRISON_NUMBER') return checkPrisonNumber(compact)
  return checkPnc(compact, year)
}

// Weights 10 to 2 on the first nine digits; 11 minus the remainder of 11; 11 is 0 and 10 is never issued — NHS Data Dictionary, NHS NUMBER.
function checkNhsNumber(compact: string): CheckedIdentifier {
  if (!/^\d{10}$/.test(compact)) return { fault: 'An NHS number has ten digits.' }
  const sum = [...compact.slice(0, 9)].reduce((total, digit, place) => total + Number(digit) * (10 - place), 0)
  const check = (11 - (sum % 11)) % 11
  return check === Number(compact[9])
    ? { value: compact }
    : { fault: "The NHS number's last digit does not agree with the others: one digit is wrong or two are swapped." }
}

// One letter, four digits, two letters — NOMIS, as HMPPS services validate it.
function checkPrisonNumber(compact: string): CheckedIdentifier {
  return /^[A-Z]\d{4}[A-Z]{2}$/.test(compact) ? { value: compact } : { fault: 'A prison number is a letter, four digits and two letters, such as A1234BC.' }
}

const pncLetters = 'ZABCDEFGHJKLMNPQRTUVWXY'

// YYYY/NNNNNNND or YY/N…D; the letter is the two-digit year and seven-digit serial modulo 23 — hmpps-person-record, PNCIdentifier.
function checkPnc(compact: string, year: number): CheckedIdentifier {
  const bare = compact.replaceAll('/', '')
  const parts = bare.length < 12 ? bare.match(/^(\d{2})(\d{1,7})([A-Z])$/) : bare.match(/^(\d{4})(\d{7})([A-Z])$/)
  if (!parts) return { fault: 'A PNC id is a year, a serial number of up to seven digits and a letter, such as 2002/0073319Z.' }
  const [, written = '', digits = '', letter = ''] = parts
  const shortYear = written.slice(-2)
  const serial = digits.padStart(7, '0')
  if (pncLetters[Number(shortYear + serial) % 23] !== letter) return { fault: "The PNC id's letter does not agree with its numbers: one of them is wrong." }
  const fullYear = written.length === 4 ? written : `${Number(shortYear) <= year % 100 ? '20' : '19'}${shortYear}`
  return { value: `${fullYear}/${serial}${letter}` }
}
