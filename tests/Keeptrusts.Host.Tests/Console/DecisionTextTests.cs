using Keeptrusts.Host.Console.Shared;

namespace Keeptrusts.Host.Tests.Console;

public sealed class DecisionTextTests
{
    [Theory]
    [InlineData("input", "Approving lets this request pass")]
    [InlineData("output", "Approving releases the held answer, once")]
    [InlineData("tool", "Approving releases the held answer, once")]
    public void Approval_OfAPhase_SaysWhatItDoes(string phase, string words) => Assert.StartsWith(words, DecisionText.OfApproval(phase), StringComparison.Ordinal);
}
