using System.Text.Json;
using Keeptrusts.Host.ControlPlane.Chat;
using Keeptrusts.Host.Tests.Running;

namespace Keeptrusts.Host.Tests.ControlPlane.Chat;

public sealed class ChatPromptTests
{
    [Fact]
    public void Of_Conversation_LeavesOutWhatWasRefusedAndTellsEachModelItsOwnAnswer()
    {
        ChatTurn[] earlier =
        [
            Turn(1, "first", new ChatAnswer { Model = "a", Text = "of a" }, new ChatAnswer { Model = "b", Text = "of b" }),
            Turn(2, "blocked", new ChatAnswer { Model = "a", State = AnswerState.Refused, Problem = "no" }),
            Turn(3, "stopped", new ChatAnswer { Model = "a", Text = "half", State = AnswerState.Stopped }),
        ];
        var prompt = ChatPrompt.Of(earlier, "b", "now", []);
        Assert.Equal(["user:first", "assistant:of b", "user:stopped", "assistant:half", "user:now"], Messages(prompt, "b").Select(m => $"{m.Text("role")}:{m.Text("content")}"));
        Assert.Equal((4, -1), (prompt.QuestionAt, prompt.PassagesAt));
    }

    [Fact]
    public void Of_Passages_AreAMessageOfTheirOwnThatNobodyVouchesFor()
    {
        var prompt = ChatPrompt.Of([Turn(1, "first", new ChatAnswer { Model = "a", Text = "said" })], "a", "What of refunds?", [new(1, "doc_1", "terms.pdf", "page 1", "Thirty days."), new(2, "doc_2", "faq.md", null, "Ask us.")]);
        var messages = Messages(prompt, "a");
        // They take turns, and need no tools: any model can be asked so.
        Assert.Equal(["system", "user", "assistant", "user", "assistant", "user"], messages.Select(m => m.Text("role")));
        Assert.Equal(("What of refunds?", 5, 3, "3"), (messages[prompt.QuestionAt].Text("content"), prompt.QuestionAt, prompt.PassagesAt, prompt.Untrusted));
        Assert.Equal("[1] terms.pdf, page 1\nThirty days.\n\n[2] faq.md\nAsk us.", messages[prompt.PassagesAt].Text("content"));
        using var body = JsonDocument.Parse(prompt.Body("a"));
        Assert.Equal(["model", "stream", "messages"], body.RootElement.EnumerateObject().Select(m => m.Name));
    }

    private static List<JsonElement> Messages(ChatPrompt prompt, string model) => [.. JsonElement.Parse(prompt.Body(model)).GetProperty("messages").EnumerateArray()];

    private static ChatTurn Turn(int number, string question, params ChatAnswer[] answers) => new() { Number = number, AskedAt = default, Question = question, Answers = answers };
}
