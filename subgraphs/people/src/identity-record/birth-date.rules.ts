/** What may not be written down: a birth date in the future, or more than 120 years ago. Null when all is well. */
export function birthDateFault(birthDate: string, today: string): string | null {
  if (birthDate > today) return 'The date of birth lies in the future. Check the year.'
  if (Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4)) > 120) return 'The date of birth is more than 120 years ago. Check the year.'
  return null
}
