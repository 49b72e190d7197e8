namespace Keeptrusts.Policy.Tests.Docs;

public sealed class ReferencePageTests
{
    [Fact]
    public void PolicyConfigPage_Committed_IsWhatTheShapesSay() => CommittedFiles.Check("docs/policy-config.md", ReferencePage.Write());
}
