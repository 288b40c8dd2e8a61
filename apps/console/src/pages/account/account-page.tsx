import { usePageTitle } from '../../shell/page-title.ts'
import { BusinessSection } from './business/business-section.tsx'
import { PasswordSection } from './password/password-section.tsx'
import { ProfileSection } from './profile/profile-section.tsx'
import { SecondFactorSection } from './second-factor/second-factor-section.tsx'
import { SessionsSection } from './sessions/sessions-section.tsx'

/** What concerns oneself: name, password, second factor, sessions, and one's place in the business. */
export function AccountPage() {
  usePageTitle('Your account')
  return (
    <div className="flex w-full max-w-4xl flex-col px-3 pb-16 md:px-(--gutter)">
      <div className="flex min-h-14 items-center">
        <h1 className="text-16 font-semibold">Your account</h1>
      </div>
      <ProfileSection />
      <PasswordSection />
      <SecondFactorSection />
      <SessionsSection />
      <BusinessSection />
    </div>
  )
}
