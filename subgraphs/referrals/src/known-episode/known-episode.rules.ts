/** Why there are no referrals in an episode: it was recorded in error, such as of the wrong person, so that nobody is referred on in it. */
export function whyNotReferIn({ isInError }: { isInError: boolean }): string | null {
  if (!isInError) return null
  return 'This episode was recorded in error, such as of the wrong person, so no service is told of it. Take back what was drafted in it as made by mistake; if the episode is right after all, reopen it first.'
}
