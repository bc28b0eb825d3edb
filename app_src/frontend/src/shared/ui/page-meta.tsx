import { config } from "@/shared/lib/config";

interface PageMetaProps {
  title: string;
  description: string;
  /** The page's own path; left out for pages that search engines should not list, null while it is not known yet. */
  path?: string | null;
}

const SITE = "Codementee";

/** Title, description and sharing preview; React moves these to <head>, the build writes them into each page's file. */
export function PageMeta({ title, description, path }: PageMetaProps) {
  const fullTitle = title.includes(SITE) ? title : `${title} · ${SITE}`;
  return (
    <>
      <title>{fullTitle}</title>
      <meta name="description" content={description} />
      {path === undefined ? (
        <meta name="robots" content="noindex" />
      ) : (
        <>
          {path === null ? null : <link rel="canonical" href={`${config.publicUrl}${path}`} />}
          <meta property="og:type" content="website" />
          <meta property="og:site_name" content={SITE} />
          <meta property="og:locale" content="en_IN" />
          <meta property="og:title" content={fullTitle} />
          <meta property="og:description" content={description} />
          {path === null ? null : <meta property="og:url" content={`${config.publicUrl}${path}`} />}
          <meta property="og:image" content={`${config.publicUrl}/social-card.png`} />
          <meta property="og:image:width" content="1200" />
          <meta property="og:image:height" content="630" />
          <meta
            property="og:image:alt"
            content="Codementee: practise the interview before it counts"
          />
          <meta name="twitter:card" content="summary_large_image" />
        </>
      )}
    </>
  );
}
