using System.Globalization;
using System.Text;

namespace Keeptrusts.Host.ControlPlane.Chat;

/// <summary>A conversation as Markdown, for people to keep.</summary>
internal static class ConversationText
{
    public static string Of(ConversationSummary conversation, IReadOnlyList<ChatTurn> turns)
    {
        var text = new StringBuilder();
        text.Append("# ").Append(OneLine(conversation.Title)).Append("\n\n");
        text.Append(CultureInfo.InvariantCulture, $"Team {conversation.TeamId}, {conversation.CreatedAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC\n");
        foreach (var turn in turns)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## You, {turn.AskedAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC\n\n").Append(turn.Question.TrimEnd()).Append('\n');
            foreach (var answer in turn.Answers)
            {
                Write(text, answer);
            }

            foreach (var passage in turn.Passages)
            {
                text.Append(CultureInfo.InvariantCulture, $"\n[{passage.Mark}] {OneLine(passage.Document)}{(passage.Place is null ? "" : $", {OneLine(passage.Place)}")}\n");
            }
        }

        return text.ToString();
    }

    private static void Write(StringBuilder text, ChatAnswer answer)
    {
        text.Append("\n## ").Append(OneLine(answer.Model)).Append("\n\n");
        if (answer.Text.Length > 0)
        {
            text.Append(answer.Text.TrimEnd()).Append('\n');
        }

        if (answer.Problem is { } problem)
        {
            text.Append("\n> ").Append(OneLine(problem)).Append('\n');
        }

        if (answer.Facts is { } facts)
        {
            var policies = facts.Policies.Where(p => !p.Shadow && p.Verdict != "allow").Select(p => $"{OneLine(p.Name)} ({p.Phase}): {p.Verdict}");
            text.Append(CultureInfo.InvariantCulture, $"\n*{string.Join(" · ", [facts.Verdict, $"{facts.InputTokens} + {facts.OutputTokens} tokens", $"${facts.CostUsd:0.######}", .. policies])}*\n");
        }
    }

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
