using Keeptrusts.Policy.Linting;

namespace Keeptrusts.Policy.Suites.Tests;

/// <summary>A test beside the policy: a call, and what becomes of it. Get one from <see cref="PolicyTestReader"/>.</summary>
public sealed class PolicyTest
{
    internal PolicyTest(TestCase written)
    {
        Written = written;
        Name = written.Node.Text("name") ?? "";
        var span = written.Node.Find("name")?.Value.Span ?? written.Node.Span;
        (Line, Column) = (span.Line, span.Column);
    }

    /// <summary>What the case shows.</summary>
    public string Name { get; }

    /// <summary>The name of its suite; <see langword="null"/> where it stands alone.</summary>
    public string? Suite => Written.Suite;

    /// <summary>1-based line of the name in its file.</summary>
    public int Line { get; }

    /// <summary>1-based column of the name in its file.</summary>
    public int Column { get; }

    /// <summary>The case as written.</summary>
    internal TestCase Written { get; }
}
