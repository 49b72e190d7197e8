using Keeptrusts.Policy.Text.Matching;

namespace Keeptrusts.Policy.Detectors.EmailAddress;

/// <summary>E-mail addresses under a known top-level domain.</summary>
internal sealed class EmailAddressDetector() : PatternDetector("EMAIL_ADDRESS", Local + "@" + Label + @"(?:\." + Label + ")+")
{
    private const string Word = "[0-9a-z_" + Letters.Wide + "]";
    private const string Punctuation = "[.+%&'\\-]";

    // One mark of punctuation between word characters, so that a span has one place to start; up to 64 characters and their marks.
    private const string Local = Word + "(?:" + Punctuation + "?" + Word + "){0,63}" + "[+\\-]?";
    private const string Label = "[0-9a-z" + Letters.Wide + Letters.Other + "](?:[0-9a-z\\-" + Letters.Wide + Letters.Other + "]{0,61}[0-9a-z" + Letters.Wide + Letters.Other + "])?";

    public override EntityInfo Info { get; } = new()
    {
        Title = "E-mail address",
        Format = "name@domain, also with letters outside ASCII on either side.",
        Check = "The last label is a top-level domain (IANA, root zone database).",
        Examples = ["write to «jane.doe@example.com».", "«JOSÉ@EXÄMPLE.DE» answered", "mailto:«first.last+tag@mail.example.co.uk»?subject=x"],
        NotFound = ["icon@2x.png", "git@github.com:org/repo.git", "npm i @scope/pkg@1.2.3", "a@b.notatld"],
        Limits = "Quoted names (\"a b\"@example.com) and addresses in brackets (a@[192.0.2.1]) are not found.",
    };

    public override bool MayFollow(char previous) => !IsWord(previous);

    public override bool MayStart(ReadOnlySpan<char> left, char first) =>
        left.IsEmpty || !(IsWord(left[^1]) || (IsPunctuation(left[^1]) && left.Length > 1 && IsWord(left[^2])));

    public override SpanEnd MayEnd(ReadOnlySpan<char> span, ReadOnlySpan<char> following, bool atEnd)
    {
        if (following.IsEmpty)
        {
            return atEnd ? SpanEnd.Holds : SpanEnd.Undecided;
        }

        if (Letters.IsWord(following[0]))
        {
            return SpanEnd.Fails;
        }

        // git@host:path names a repository.
        if (following[0] != ':' || !span.StartsWith("git@"))
        {
            return SpanEnd.Holds;
        }

        return following.Length > 1 ? (following[1] is ' ' or '\n' or '\r' or '\t' ? SpanEnd.Holds : SpanEnd.Fails)
            : atEnd ? SpanEnd.Holds : SpanEnd.Undecided;
    }

    public override double Score(in SpanText text)
    {
        var span = text.Folded;
        var domain = span[(span.LastIndexOf('@') + 1)..];
        var dot = domain.LastIndexOf('.');
        return TopLevelDomains.Contain(domain[(dot + 1)..]) && !IsScale(domain[..domain.IndexOf('.')]) ? 1 : 0;
    }

    // icon@2x.ps is a picture for dense screens, whatever else its extension may be.
    private static bool IsScale(ReadOnlySpan<char> label) => label.Length == 2 && label[1] == 'x' && char.IsAsciiDigit(label[0]);

    private static bool IsWord(char c) => c == '_' || Letters.IsWord(c);

    private static bool IsPunctuation(char c) => c is '.' or '+' or '%' or '&' or '\'' or '-';
}
