namespace Keeptrusts.Policy.Tests;

public sealed class EnvironmentFileTests
{
    [Theory]
    [InlineData("A=1\nB=\r\n  export C = x\n", "A B C")]
    [InlineData("# A=1\n\nnot an assignment\n1A=2\nA B=3\n", "")]
    [InlineData("A=\"one\nB=2\n\" \nC=3\n", "A C")]
    [InlineData("A='one\nB=2'\nC=\"a \\\" b\"\nD=\n", "A C D")]
    [InlineData("", "")]
    public void Names_File_AreThoseItSets(string text, string names) => Assert.Equal(names, string.Join(' ', EnvironmentFile.Names(text)));
}
