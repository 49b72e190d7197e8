using System.Text;
using Keeptrusts.Policy.Text;

namespace Keeptrusts.Policy.Tests.Text.Matching.Joined;

/// <summary>Applies what a matcher says to a text, and remembers it.</summary>
internal sealed class HearingSink(string text) : ISpanSink
{
    private readonly StringBuilder _output = new();

    public List<(int Rule, int Start, int End)> Found { get; } = [];

    public List<int> Failed { get; } = [];

    /// <summary>Which characters passed.</summary>
    public bool[] Passed { get; } = new bool[text.Length];

    /// <summary>Characters decided so far.</summary>
    public int Decided { get; private set; }

    public string Output => _output.ToString();

    public void Copy(int count)
    {
        _output.Append(text, Decided, count);
        Passed.AsSpan(Decided, count).Fill(true);
        Decided += count;
    }

    public void Replace(int count, int rule)
    {
        _output.Append(rule < 0 ? "" : $"[{rule}:{count}]");
        Decided += count;
    }

    void ISpanSink.Found(int rule, int start, int end, double score) => Found.Add((rule, start, end));

    void ISpanSink.Failed(int rule) => Failed.Add(rule);
}
