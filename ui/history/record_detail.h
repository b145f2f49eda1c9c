#pragma once

#include "models/domain/audit/context.h"
#include "ui/common/widgets.h"

class QGridLayout;

namespace fairlead::ui {

class CodeBox;
class LinkButton;
class VerdictLines;

/// Everything that one record says: when, who, why, request, answer, effect, what the screen showed when it
/// was decided, and its place in the chain. Nothing that the history does not hold is shown. Thread: GUI.
class RecordDetail : public Card {
    Q_OBJECT
public:
    explicit RecordDetail(const Theme& theme, QWidget* parent = nullptr);

    /// nullptr: it says that nothing is selected. Keeps no reference.
    void showRecord(const audit::Context* context);

Q_SIGNALS:
    /// A link to another row of the history was followed.
    void rowRequested(qint64 row);

private:
    struct Field {
        TextLabel* name = nullptr;
        TextLabel* value = nullptr;
        LinkButton* link = nullptr; ///< instead of value
    };

    Field addField(QGridLayout& grid, const QString& name, bool link = false);
    void build();
    void buildScroll();
    void setField(const Field& field, const QString& text);
    void setLink(const Field& field, const QString& text, qint64 row);
    void showCommand(const audit::Context& context);
    void showDecision(const audit::Context& context);
    void copyRequest();

    const Theme& m_theme;
    QWidget* m_content = nullptr;
    TextLabel* m_nothing = nullptr;
    ActionButton* m_copy = nullptr;
    Field m_when;
    Field m_who;
    Field m_why;
    Field m_object;
    Field m_askedBy;
    Field m_answeredBy;
    Field m_effect;
    TextLabel* m_requestName = nullptr;
    CodeBox* m_request = nullptr;
    TextLabel* m_answerName = nullptr;
    CodeBox* m_answer = nullptr;
    TextLabel* m_verdictsName = nullptr;
    VerdictLines* m_verdicts = nullptr;
    TextLabel* m_before = nullptr;
    TextLabel* m_this = nullptr;
    QString m_requestText;
};

} // namespace fairlead::ui
