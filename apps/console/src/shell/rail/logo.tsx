/** The flame over the bowl, as on the public site. */
export function Logo({ className }: { readonly className?: string }) {
  return (
    <svg viewBox="0 0 40 40" className={className} aria-hidden>
      <path
        fill="var(--ember)"
        d="M20 3c1 5.200 8.500 8.200 8.500 15 0 1.500-.3 2.800-.9 4H12.400c-.6-1.200-.9-2.500-.9-4 0-3.600 2-5.600 3.900-7.700.3 2 1 3.200 2.300 4C17.300 10.500 18.200 6.500 20 3z"
      />
      <g fill="none" stroke="currentColor" strokeLinecap="round" strokeLinejoin="round">
        <path
          strokeWidth="2.400"
          d="M6.500 24.500h27c0 6.300-5.800 10.500-13.500 10.500S6.500 30.800 6.500 24.500z"
        />
        <path strokeWidth="1.600" d="M13 25l4.500 9M27 25l-4.500 9M20 25v10" />
      </g>
    </svg>
  )
}
